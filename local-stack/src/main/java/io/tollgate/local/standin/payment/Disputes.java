package io.tollgate.local.standin.payment;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.local.standin.books.Blanks;
import io.tollgate.local.standin.books.Books;
import io.tollgate.local.standin.books.PaymentMethods;
import io.tollgate.local.standin.books.TestMethod.Later;
import io.tollgate.local.standin.state.Charge;
import io.tollgate.local.standin.state.Dispute;
import io.tollgate.local.standin.state.Doc;
import io.tollgate.local.standin.state.Task;
import io.tollgate.local.standin.wire.Refusal;

/**
 * Banks take money back for their customers. An inquiry moves none; of the rest the money is
 * withdrawn at once, and comes back if the merchant wins, be it after having lost.
 */
public final class Disputes {

    private static final String REFUNDABLE = "is_charge_refundable";
    private static final String UPDATED = "charge.dispute.updated";
    private static final String CLOSED = "charge.dispute.closed";
    private static final String WITHDRAWN = "charge.dispute.funds_withdrawn";
    private static final String REINSTATED = "charge.dispute.funds_reinstated";

    /** A merchant has a week to answer. */
    private static final long ANSWER_SECONDS = 7L * 24 * 3600;

    private final Books books;
    private final Charges charges;

    Disputes(Books books, Charges charges) {
        this.books = books;
        this.charges = charges;
        books.world().onDue(Task.Kind.OPEN_DISPUTE, this::open);
    }

    private void open(Task task) {
        Charge charge = charges.get(task.id());
        boolean inquiry =
                PaymentMethods.get(charge.text("payment_method")).later() == Later.INQUIRED;
        open(charge, charge.amount(), inquiry ? Dispute.WARNING : Dispute.NEEDS_RESPONSE);
    }

    /**
     * One more dispute about a charge.
     *
     * @param amount in minor units; it may be more than was charged
     * @param status {@code needs_response}, {@code warning_needs_response}, or {@code lost} if
     *     there is nothing to say against it
     */
    public Dispute open(Charge charge, long amount, String status) {
        if (!charge.is(Charge.SUCCEEDED)) {
            throw Refusal.invalid("Only what was paid can be disputed.", null);
        }
        Dispute dispute = blank(charge, amount, status);
        books.store().disputes().add(dispute);
        charge.flag("disputed", true);
        charge.text("_dispute", dispute.id());
        charges.keep(charge);
        books.events().append("charge.dispute.created", dispute);
        if (!dispute.isInquiry()) {
            books.events().append(WITHDRAWN, dispute);
        }
        if (dispute.is(Dispute.LOST)) {
            books.events().append(CLOSED, dispute);
        }
        return dispute;
    }

    private Dispute blank(Charge charge, long amount, String status) {
        boolean inquiry = status.equals(Dispute.WARNING);
        ObjectNode json = Blanks.of("dispute", books.ids().next("dp_"), books.now());
        json.put("amount", amount).put("currency", charge.text("currency"));
        json.put("charge", charge.id()).put("payment_intent", charge.intentId());
        json.put("status", status).put("reason", inquiry ? "general" : "fraudulent");
        json.put(REFUNDABLE, inquiry);
        json.withObject("/evidence_details").put("due_by", books.now() + ANSWER_SECONDS);
        json.withObject("/payment_method_details/card")
                .put("case_type", inquiry ? "inquiry" : "chargeback");
        json.set(Doc.STREAM, charge.json().path(Doc.STREAM).deepCopy());
        return new Dispute(json);
    }

    /** The merchant has answered, and the bank looks at it. */
    public void review(Dispute dispute) {
        boolean inquiry = dispute.is(Dispute.WARNING);
        require(dispute, inquiry || dispute.is(Dispute.NEEDS_RESPONSE));
        move(dispute, inquiry ? Dispute.WARNING_UNDER_REVIEW : Dispute.UNDER_REVIEW, UPDATED);
    }

    /** An inquiry becomes a dispute in earnest. */
    public void escalate(Dispute dispute) {
        require(dispute, dispute.isInquiry());
        dispute.flag(REFUNDABLE, false);
        dispute.json().withObject("/payment_method_details/card").put("case_type", "chargeback");
        move(dispute, Dispute.NEEDS_RESPONSE, UPDATED);
        books.events().append(WITHDRAWN, dispute);
    }

    /** The merchant gets the money after all, even if it was given up for lost. */
    public void win(Dispute dispute) {
        require(dispute, isOpen(dispute) || dispute.is(Dispute.LOST));
        dispute.flag(REFUNDABLE, true);
        move(dispute, Dispute.WON, CLOSED);
        books.events().append(REINSTATED, dispute);
    }

    /** The money is gone. */
    public void lose(Dispute dispute) {
        require(dispute, isOpen(dispute));
        move(dispute, Dispute.LOST, CLOSED);
    }

    /** An inquiry comes to nothing. */
    public void closeWarning(Dispute dispute) {
        require(dispute, dispute.isInquiry());
        move(dispute, Dispute.WARNING_CLOSED, CLOSED);
    }

    /** A part of the money comes back whatever the outcome, as it can even when it is lost. */
    public void reinstate(Dispute dispute) {
        require(dispute, isOpen(dispute) || dispute.is(Dispute.LOST));
        books.events().append(REINSTATED, dispute);
    }

    private static boolean isOpen(Dispute dispute) {
        return dispute.is(Dispute.NEEDS_RESPONSE) || dispute.is(Dispute.UNDER_REVIEW);
    }

    private static void require(Dispute dispute, boolean fits) {
        if (!fits) {
            throw Refusal.invalid(
                    "The dispute has a status of %s.".formatted(dispute.status()), null);
        }
    }

    private void move(Dispute dispute, String status, String event) {
        ObjectNode before = dispute.copy();
        dispute.text("status", status);
        if (event.equals(UPDATED)) {
            books.events().updated(event, before, dispute);
        } else {
            books.events().append(event, dispute);
        }
    }
}
