package io.tollgate.local.standin.billing;

import io.tollgate.local.standin.books.Books;
import io.tollgate.local.standin.books.PaymentMethods;
import io.tollgate.local.standin.books.PaymentMethods.Outcome;
import io.tollgate.local.standin.state.Invoice;
import io.tollgate.local.standin.state.Subscription;
import io.tollgate.local.standin.wire.Params;
import io.tollgate.local.standin.wire.Refusal;

/** What a caller can do with an invoice. */
public final class InvoiceDesk {

    private final Books books;
    private final InvoiceBook invoices;
    private final Collection collection;
    private final Standing standing;

    InvoiceDesk(Books books, InvoiceBook invoices, Collection collection, Standing standing) {
        this.books = books;
        this.invoices = invoices;
        this.collection = collection;
        this.standing = standing;
    }

    /** Pays it now; a card that says no counts as an attempt. */
    public void pay(Invoice invoice, Params params) {
        params.text("payment_method")
                .ifPresent(id -> PaymentMethods.requireKnown(id, "payment_method"));
        boolean outOfBand = params.flag("paid_out_of_band").orElse(false);
        if (invoice.is(Invoice.PAID)) {
            throw Refusal.invalid("Invoice is already paid", null);
        }
        if (invoice.is(Invoice.VOID)) {
            throw Refusal.invalid("You can't pay an invoice with status `void`.", null);
        }
        if (invoice.is(Invoice.DRAFT)) {
            invoices.finalizeDraft(invoice);
        }
        if (outOfBand || invoice.amountDue() == 0) {
            collection.settle(invoice, outOfBand);
            return;
        }
        Subscription subscription = books.subscriptionOf(invoice);
        String method = params.text("payment_method").orElse(books.paymentMethodOf(subscription));
        Outcome outcome = collection.attempt(invoice, method);
        if (outcome != Outcome.PAYS) {
            throw PaymentMethods.refusal(outcome);
        }
    }

    public void voidInvoice(Invoice invoice) {
        require(invoice, "voided", Invoice.OPEN, Invoice.UNCOLLECTIBLE);
        invoices.voidInvoice(invoice);
        standing.voided(invoice);
    }

    public void markUncollectible(Invoice invoice) {
        require(invoice, "marked uncollectible", Invoice.OPEN, Invoice.OPEN);
        invoices.markUncollectible(invoice);
        standing.settled(invoice);
    }

    public void finalizeDraft(Invoice invoice) {
        require(invoice, "finalized", Invoice.DRAFT, Invoice.DRAFT);
        collection.finalizeAndCollect(invoice);
    }

    private static void require(Invoice invoice, String what, String one, String other) {
        if (!invoice.is(one) && !invoice.is(other)) {
            throw Refusal.invalid(
                    "An invoice with status `%s` cannot be %s.".formatted(invoice.status(), what),
                    null);
        }
    }
}
