package io.tollgate.local.standin.billing;

import io.tollgate.local.standin.books.Books;
import io.tollgate.local.standin.payment.Intents;
import io.tollgate.local.standin.state.Invoice;
import io.tollgate.local.standin.state.PaymentIntent;
import java.util.Optional;

/**
 * The payment intents of invoices: made, with all their events, if the account's settings want
 * that; otherwise an invoice shows an id and there is nothing behind it. None has metadata, since
 * an invoice hands none on.
 */
final class InvoiceIntents {

    private static final String INVOICE = "_invoice";

    private final Books books;
    private final Intents intents;

    InvoiceIntents(Books books, Intents intents) {
        this.books = books;
        this.intents = intents;
    }

    /** For all that is due; gives the id. */
    String open(Invoice invoice) {
        if (!books.settings().invoiceIntents()) {
            return books.ids().next("pi_");
        }
        PaymentIntent intent = intents.blank(invoice.amountDue(), invoice.text("currency"));
        intent.text("customer", invoice.customerId());
        intent.text(
                "description",
                invoice.hasReason(Invoice.CREATE)
                        ? "Subscription creation"
                        : "Subscription update");
        intent.text(INVOICE, invoice.id());
        intents.begin(intent);
        return intent.id();
    }

    /** Charges a method once; nothing happens without an intent or without a method. */
    void attempt(Invoice invoice, String method) {
        if (!method.isEmpty()) {
            of(invoice).ifPresent(intent -> intents.collect(intent, method));
        }
    }

    /** The invoice is not to be paid by it any more. */
    void callOff(Invoice invoice, String reason) {
        of(invoice).ifPresent(intent -> intents.callOff(intent, reason));
    }

    /** The charge that paid an invoice. */
    String chargeOf(Invoice invoice) {
        return books.store()
                .paymentIntents()
                .find(invoice.text("_payment_intent"))
                .filter(intent -> intent.is(PaymentIntent.SUCCEEDED))
                .map(PaymentIntent::latestCharge)
                .orElseGet(() -> books.ids().next("ch_"));
    }

    /** The open invoice that has just been paid by an intent of its own. */
    Optional<Invoice> paidBy(PaymentIntent intent) {
        return intent.is(PaymentIntent.SUCCEEDED)
                ? books.store()
                        .invoices()
                        .find(intent.text(INVOICE))
                        .filter(invoice -> invoice.is(Invoice.OPEN))
                : Optional.empty();
    }

    private Optional<PaymentIntent> of(Invoice invoice) {
        return books.store()
                .paymentIntents()
                .find(invoice.text("_payment_intent"))
                .filter(PaymentIntent::isOpen);
    }
}
