package io.tollgate.local.standin.billing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.local.standin.books.Books;
import io.tollgate.local.standin.state.Invoice;
import io.tollgate.local.standin.state.Item;
import io.tollgate.local.standin.state.Price;
import io.tollgate.local.standin.state.Subscription;
import io.tollgate.local.standin.state.Task;
import io.tollgate.local.standin.wire.Params;
import io.tollgate.local.standin.wire.Refusal;
import java.util.ArrayList;
import java.util.List;

/** A subscription stands still, and goes on once its invoice for that is paid. */
final class Pauses {

    private final Books books;
    private final InvoiceBook invoices;
    private final Collection collection;

    Pauses(Books books, InvoiceBook invoices, Collection collection) {
        this.books = books;
        this.invoices = invoices;
        this.collection = collection;
    }

    /** The period ends now; what is left of it is given back with the next invoice. */
    void pause(Subscription subscription, Params params) {
        params.oneOf("type", "subscription");
        params.oneOf("invoicing_behavior", "invoice", "pending_invoice_item");
        boolean stands =
                subscription.is(Subscription.ACTIVE)
                        || subscription.is(Subscription.PAST_DUE)
                        || subscription.is(Subscription.TRIALING);
        if (!stands) {
            throw Refusal.invalid(
                    "A subscription with status `%s` cannot be paused."
                            .formatted(subscription.status()),
                    null);
        }
        ObjectNode before = subscription.copy();
        if (!subscription.is(Subscription.TRIALING)) {
            new Prorations(books).unused(subscription).forEach(subscription.pendingLines()::add);
        }
        for (Item item : subscription.items()) {
            item.period(item.periodStart(), books.now());
        }
        subscription.status(Subscription.PAUSED);
        subscription.pauseReason("pause_requested", books.now());
        invoices.stopCollecting(subscription);
        books.events().append("customer.subscription.paused", subscription);
        books.events().updated(Books.SUBSCRIPTION_UPDATED, before, subscription);
    }

    /** Draws up the invoice it takes; without anything to pay it goes on at once. */
    void resume(Subscription subscription, Params params) {
        if (!subscription.is(Subscription.PAUSED)) {
            throw Refusal.invalid("Only a subscription with status `paused` can be resumed.", null);
        }
        String prorations =
                params.oneOf("proration_behavior", "always_invoice", "create_prorations", "none")
                        .orElse("create_prorations");
        boolean anew = !keepsAnchor(params);
        List<Item> items = next(subscription, anew);
        ObjectNode before = subscription.copy();
        List<ObjectNode> lines =
                anew || !prorations.equals("none")
                        ? new Lines(books).periods(subscription, items)
                        : List.of();
        Invoice invoice = invoices.draft(subscription, Invoice.UPDATE, lines, books.now());
        invoice.markResumption();
        subscription.latestInvoice(invoice.id());
        long anchor = anew ? books.now() : subscription.anchor();
        PlannedItems.keep(subscription, items, anchor, invoice);
        books.events().updated(Books.SUBSCRIPTION_UPDATED, before, subscription);
        books.world()
                .plan(
                        Task.Kind.VOID_RESUMPTION,
                        invoice.id(),
                        books.now() + Schedule.PATIENCE_SECONDS);
        collection.finalizeAndCollect(invoice);
    }

    /** Nobody paid: it stays paused. */
    void giveUp(Invoice invoice) {
        Subscription subscription = books.subscriptionOf(invoice);
        if (invoice.is(Invoice.OPEN) && Resumption.waitsFor(subscription, invoice)) {
            PlannedItems.forget(subscription);
            invoices.voidInvoice(invoice);
        }
    }

    private static boolean keepsAnchor(Params params) {
        boolean given = params.has("billing_cycle_anchor");
        return given && !Changes.resetsAnchor(params);
    }

    private List<Item> next(Subscription subscription, boolean anew) {
        List<Item> items = new ArrayList<>();
        for (Item present : subscription.items()) {
            Item item = new Item(present.copy());
            Price price = books.store().prices().get(item.priceId());
            long anchor = anew ? books.now() : subscription.anchor();
            item.period(books.now(), Periods.end(anchor, books.now(), price));
            items.add(item);
        }
        return items;
    }
}
