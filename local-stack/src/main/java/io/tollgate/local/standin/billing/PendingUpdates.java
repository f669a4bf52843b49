package io.tollgate.local.standin.billing;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.local.standin.books.Books;
import io.tollgate.local.standin.state.Invoice;
import io.tollgate.local.standin.state.Item;
import io.tollgate.local.standin.state.Subscription;
import io.tollgate.local.standin.state.Task;
import java.util.List;

/** A change that only happens once it is paid for, and for 23 hours at most. */
final class PendingUpdates {

    private final Books books;
    private final InvoiceBook invoices;
    private final Schedule schedule;

    PendingUpdates(Books books, InvoiceBook invoices, Schedule schedule) {
        this.books = books;
        this.invoices = invoices;
        this.schedule = schedule;
    }

    /** The change waits; another one that waited is dropped. */
    void hold(Subscription subscription, List<Item> items, long anchor, Invoice invoice) {
        voidOpen(PlannedItems.invoiceOf(subscription));
        PlannedItems.keep(subscription, items, anchor, invoice);
        long expires = books.now() + Schedule.PATIENCE_SECONDS;
        ObjectNode pending = subscription.json().putObject("pending_update");
        boolean moves = anchor != subscription.anchor();
        pending.put("billing_cycle_anchor", moves ? Long.valueOf(anchor) : null);
        pending.putNull("discount").putNull("discounts").put("expires_at", expires);
        pending.putNull("metadata");
        ArrayNode shown = pending.putArray("subscription_items");
        items.forEach(item -> shown.add(item.copy()));
        pending.putNull("trial_end").putNull("trial_from_plan");
        books.world().plan(Task.Kind.EXPIRE_PENDING_UPDATE, subscription.id(), expires);
    }

    /** It was paid. */
    void apply(Subscription subscription) {
        ObjectNode before = subscription.copy();
        PlannedItems.apply(subscription);
        subscription.json().putNull("pending_update");
        schedule.periodEnd(subscription);
        books.events().append("customer.subscription.pending_update_applied", subscription);
        books.events().updated(Books.SUBSCRIPTION_UPDATED, before, subscription);
    }

    /** It was not. */
    void expire(Subscription subscription, long due) {
        long expires = subscription.json().at("/pending_update/expires_at").asLong();
        if (subscription.hasPendingUpdate() && expires == due) {
            ObjectNode before = subscription.copy();
            String invoice = PlannedItems.invoiceOf(subscription);
            PlannedItems.forget(subscription);
            subscription.json().putNull("pending_update");
            books.events().append("customer.subscription.pending_update_expired", subscription);
            books.events().updated(Books.SUBSCRIPTION_UPDATED, before, subscription);
            voidOpen(invoice);
        }
    }

    private void voidOpen(String invoiceId) {
        books.store()
                .invoices()
                .find(invoiceId)
                .filter(invoice -> invoice.is(Invoice.OPEN))
                .ifPresent(invoices::voidInvoice);
    }
}
