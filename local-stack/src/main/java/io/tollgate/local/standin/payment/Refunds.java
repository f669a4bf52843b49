package io.tollgate.local.standin.payment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.local.standin.books.Blanks;
import io.tollgate.local.standin.books.Books;
import io.tollgate.local.standin.books.Metadata;
import io.tollgate.local.standin.books.PaymentMethods;
import io.tollgate.local.standin.books.TestMethod;
import io.tollgate.local.standin.books.TestMethod.Later;
import io.tollgate.local.standin.state.Charge;
import io.tollgate.local.standin.state.Dispute;
import io.tollgate.local.standin.state.Doc;
import io.tollgate.local.standin.state.Refund;
import io.tollgate.local.standin.state.Task;
import io.tollgate.local.standin.wire.Json;
import io.tollgate.local.standin.wire.Params;
import io.tollgate.local.standin.wire.Refusal;

/** Money goes back, in part or in full; what could not be paid out counts as never refunded. */
public final class Refunds {

    private static final String UPDATED = "refund.updated";

    private final Books books;
    private final Charges charges;

    Refunds(Books books, Charges charges) {
        this.books = books;
        this.charges = charges;
        books.world().onDue(Task.Kind.SETTLE_REFUND, this::settle);
    }

    /** Refunds what is named, or else all that is left. */
    public Refund create(Params params) {
        params.oneOf("reason", "duplicate", "fraudulent", "requested_by_customer");
        Charge charge = charge(params);
        long amount = amount(charge, params);
        TestMethod method = PaymentMethods.get(charge.text("payment_method"));
        boolean takesDays = method.later() == Later.REFUND_PENDS || !method.face().isCard();
        Refund refund = blank(charge, amount);
        refund.text("status", takesDays ? Refund.PENDING : Refund.SUCCEEDED);
        refund.text("reason", params.text("reason").orElse(null));
        Metadata.merge(refund, params);
        books.store().refunds().add(refund);
        charge.refunded(charge.refunded() + amount);
        keep(charge, refund);
        books.events().append("charge.refunded", charge);
        books.events().append("refund.created", refund);
        planRest(refund, method, takesDays);
        return refund;
    }

    private Refund blank(Charge charge, long amount) {
        ObjectNode json = Blanks.of("refund", books.ids().next("re_"), books.now());
        json.put("amount", amount).put("currency", charge.text("currency"));
        json.put("charge", charge.id()).put("payment_intent", charge.intentId());
        json.put("balance_transaction", books.ids().next("txn_"));
        json.set(Doc.STREAM, charge.json().path(Doc.STREAM).deepCopy());
        return new Refund(json);
    }

    private void planRest(Refund refund, TestMethod method, boolean takesDays) {
        if (takesDays || method.later() == Later.REFUND_FAILS) {
            long due = books.now() + books.settings().processingSeconds();
            books.world().plan(Task.Kind.SETTLE_REFUND, refund.id(), due);
        }
    }

    private Charge charge(Params params) {
        String charge = params.text("charge").orElse("");
        String intent = params.text("payment_intent").orElse("");
        if (charge.isEmpty() == intent.isEmpty()) {
            throw Refusal.invalid(
                    "One of the following params should be provided for this request:"
                            + " payment_intent or charge.",
                    null);
        }
        Charge found = charge.isEmpty() ? chargeOf(intent) : named(charge);
        if (!found.is(Charge.SUCCEEDED)) {
            throw Refusal.invalid(
                    "Charge %s has a status of %s and cannot be refunded."
                            .formatted(found.id(), found.text("status")),
                    null);
        }
        if (isChargedBack(found)) {
            throw Refusal.invalid(
                    "Charge %s has been charged back; cannot issue a refund.".formatted(found.id()),
                    "charge",
                    "charge_disputed");
        }
        return found;
    }

    private Charge named(String id) {
        return books.store()
                .charges()
                .find(id)
                .orElseThrow(() -> Refusal.noSuchParam("charge", id, "charge"));
    }

    private Charge chargeOf(String intentId) {
        return books.store()
                .paymentIntents()
                .find(intentId)
                .map(intent -> books.store().charges().find(intent.latestCharge()))
                .orElseThrow(
                        () -> Refusal.noSuchParam("payment_intent", intentId, "payment_intent"))
                .orElseThrow(
                        () ->
                                Refusal.invalid(
                                        ("This PaymentIntent (%s) does not have a successful"
                                                        + " charge to refund.")
                                                .formatted(intentId),
                                        "payment_intent"));
    }

    private boolean isChargedBack(Charge charge) {
        return books.store().disputes().newestFirst().stream()
                .filter(dispute -> dispute.chargeId().equals(charge.id()))
                .anyMatch(Refunds::keepsTheMoney);
    }

    private static boolean keepsTheMoney(Dispute dispute) {
        return !dispute.flag("is_charge_refundable");
    }

    private static long amount(Charge charge, Params params) {
        if (charge.refundable() == 0) {
            throw Refusal.invalid(
                    "Charge %s has already been refunded.".formatted(charge.id()),
                    "charge",
                    "charge_already_refunded");
        }
        long amount = params.number("amount").orElse(charge.refundable());
        if (amount < 1) {
            throw Refusal.invalid(
                    "This value must be greater than or equal to 1.",
                    "amount",
                    "parameter_invalid_integer");
        }
        if (amount > charge.refundable()) {
            throw Refusal.invalid(
                    "Refund amount (%d) is greater than unrefunded amount on charge (%d)"
                            .formatted(amount, charge.refundable()),
                    "amount");
        }
        return amount;
    }

    /** A refund that takes days has arrived. */
    public void succeed(Refund refund) {
        require(refund, refund.is(Refund.PENDING));
        ObjectNode before = refund.copy();
        refund.text("status", Refund.SUCCEEDED);
        keep(charges.get(refund.chargeId()), refund);
        books.events().updated(UPDATED, before, refund);
    }

    /** A refund has come back, though it may have succeeded before; so has the charge's money. */
    public void fail(Refund refund) {
        require(refund, refund.is(Refund.PENDING) || refund.is(Refund.SUCCEEDED));
        ObjectNode before = refund.copy();
        refund.text("status", Refund.FAILED);
        refund.text("failure_reason", "expired_or_canceled_card");
        refund.text("failure_balance_transaction", books.ids().next("txn_"));
        Charge charge = charges.get(refund.chargeId());
        charge.refunded(charge.refunded() - refund.amount());
        keep(charge, refund);
        books.events().updated(UPDATED, before, refund);
        books.events().append("refund.failed", refund);
    }

    private static void require(Refund refund, boolean fits) {
        if (!fits) {
            throw Refusal.invalid(
                    "The refund has a status of %s.".formatted(refund.text("status")), null);
        }
    }

    private void settle(Task task) {
        Refund refund = books.store().refunds().get(task.id());
        Charge charge = charges.get(refund.chargeId());
        boolean bounces =
                PaymentMethods.get(charge.text("payment_method")).later() == Later.REFUND_FAILS;
        if (bounces && refund.is(Refund.SUCCEEDED)) {
            fail(refund);
        } else if (refund.is(Refund.PENDING)) {
            succeed(refund);
        }
    }

    /** Says of a refund in its charge what it says of itself, the newest first. */
    private void keep(Charge charge, Refund refund) {
        ArrayNode kept = Json.array();
        boolean known = false;
        for (JsonNode each : charge.json().path("_refunds")) {
            boolean same = each.path("id").asText().equals(refund.id());
            kept.add(same ? refund.copy() : each);
            known |= same;
        }
        if (!known) {
            kept.insert(0, refund.copy());
        }
        charge.json().set("_refunds", kept);
        charges.keep(charge);
    }
}
