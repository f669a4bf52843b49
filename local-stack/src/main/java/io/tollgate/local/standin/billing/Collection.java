package io.tollgate.local.standin.billing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.local.standin.books.Books;
import io.tollgate.local.standin.books.PaymentMethods;
import io.tollgate.local.standin.books.PaymentMethods.Outcome;
import io.tollgate.local.standin.state.Invoice;
import io.tollgate.local.standin.state.PaymentIntent;
import io.tollgate.local.standin.state.Subscription;
import io.tollgate.local.standin.state.Task;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gets invoices paid: at once, after its draft time, and again when a payment failed. */
final class Collection {

    private static final long DAY_SECONDS = 24L * 3600;

    private final Books books;
    private final InvoiceBook invoices;
    private final InvoiceIntents intents;
    private final Standing standing;

    Collection(Books books, InvoiceBook invoices, InvoiceIntents intents, Standing standing) {
        this.books = books;
        this.invoices = invoices;
        this.intents = intents;
        this.standing = standing;
    }

    /** A draft's time is over, or somebody wants it finalised now. */
    void finalizeAndCollect(Invoice invoice) {
        Subscription subscription = books.subscriptionOf(invoice);
        boolean collects = invoice.advancesByItself();
        invoices.finalizeDraft(invoice);
        switch (subscription.pausedCollection()) {
            case "void" -> invoices.voidInvoice(invoice);
            case "mark_uncollectible" -> invoices.markUncollectible(invoice);
            default -> {
                if (invoice.amountDue() == 0) {
                    settle(invoice, false);
                } else if (!invoice.isChargedAutomatically()) {
                    awaitTransfer(invoice, subscription);
                } else if (collects) {
                    attempt(invoice, books.paymentMethodOf(subscription));
                }
            }
        }
    }

    /** Charges a payment method once. */
    Outcome attempt(Invoice invoice, String method) {
        Outcome outcome = PaymentMethods.charge(method);
        // With an intent of its own, that it has succeeded settles the invoice.
        intents.attempt(invoice, method);
        if (outcome == Outcome.PAYS && !invoice.is(Invoice.PAID)) {
            settle(invoice, false);
        } else if (outcome != Outcome.PAYS) {
            fail(invoice, outcome);
        }
        return outcome;
    }

    /** An intent has come to something; if it has paid an invoice, that is settled. */
    void learn(PaymentIntent intent) {
        intents.paidBy(intent).ifPresent(invoice -> settle(invoice, false));
    }

    /** Tries again, unless something else was agreed meanwhile. */
    void retry(Invoice invoice, long due) {
        Long next = invoice.number("next_payment_attempt");
        if (invoice.is(Invoice.OPEN) && next != null && next == due) {
            attempt(invoice, books.paymentMethodOf(books.subscriptionOf(invoice)));
        }
    }

    /** Paid; out of band means that Stripe took no part in it. */
    void settle(Invoice invoice, boolean outOfBand) {
        ObjectNode before = invoice.copy();
        long due = invoice.amountDue();
        invoice.moved(Invoice.PAID, "paid_at", books.now());
        invoice.flag("_paid_out_of_band", outOfBand);
        invoice.flag("attempted", true);
        invoice.number("attempt_count", invoice.attempts() + (due > 0 && !outOfBand ? 1 : 0));
        invoice.number("amount_paid", due);
        invoice.number("amount_remaining", 0L);
        invoice.number("next_payment_attempt", null);
        invoice.flag("auto_advance", false);
        if (due > 0 && !outOfBand) {
            invoice.text("_charge", intents.chargeOf(invoice));
        } else if (outOfBand) {
            intents.callOff(invoice, "automatic");
        }
        standing.settled(invoice);
        InvoicePayments.paid(books, invoice);
        books.events().updated("invoice.updated", before, invoice);
        books.events().append("invoice.paid", invoice);
        if (!outOfBand) {
            books.events().append("invoice.payment_succeeded", invoice);
        }
    }

    /** The day has come on which a sent invoice should have been paid. */
    void overdue(Invoice invoice) {
        if (invoice.is(Invoice.OPEN)) {
            books.events().append("invoice.overdue", invoice);
            standing.failed(invoice);
        }
    }

    private void awaitTransfer(Invoice invoice, Subscription subscription) {
        long dueDate = books.now() + subscription.amount("days_until_due") * DAY_SECONDS;
        invoices.change(invoice, () -> invoice.number("due_date", dueDate));
        books.world().plan(Task.Kind.DUE_DATE, invoice.id(), dueDate);
    }

    private void fail(Invoice invoice, Outcome outcome) {
        Long next = nextAttempt(invoice);
        boolean gaveUp = next == null && isDunned(invoice);
        invoices.change(
                invoice,
                () -> {
                    invoice.flag("attempted", true);
                    invoice.number("attempt_count", invoice.attempts() + 1);
                    invoice.number("next_payment_attempt", next);
                    invoice.flag("auto_advance", next != null);
                });
        books.events().append("invoice.payment_failed", invoice);
        if (outcome == Outcome.NEEDS_ACTION) {
            books.events().append("invoice.payment_action_required", invoice);
        }
        standing.failed(invoice);
        if (gaveUp) {
            standing.exhausted(invoice);
        }
    }

    private @Nullable Long nextAttempt(Invoice invoice) {
        List<Integer> days = books.settings().retryDays();
        int failuresSoFar = (int) invoice.attempts();
        if (!isDunned(invoice) || failuresSoFar >= days.size()) {
            return null;
        }
        long next = books.now() + days.get(failuresSoFar) * DAY_SECONDS;
        books.world().plan(Task.Kind.RETRY, invoice.id(), next);
        return next;
    }

    /** First payments, held changes and resumptions have 23 hours instead. */
    private boolean isDunned(Invoice invoice) {
        return !invoice.hasReason(Invoice.CREATE)
                && !PlannedItems.waitFor(books.subscriptionOf(invoice), invoice)
                && invoice.advancesByItself();
    }
}
