package io.tollgate.local.standin.billing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.local.standin.books.Books;
import io.tollgate.local.standin.state.Invoice;
import io.tollgate.local.standin.state.Subscription;

/** The moment a paused subscription goes on. */
final class Resumption {

    private final Books books;
    private final Schedule schedule;

    Resumption(Books books, Schedule schedule) {
        this.books = books;
        this.schedule = schedule;
    }

    /** Its invoice is settled, or there was nothing to pay. */
    void complete(Subscription subscription) {
        ObjectNode before = subscription.copy();
        PlannedItems.apply(subscription);
        subscription.status(Subscription.ACTIVE);
        subscription.pauseReason(null, books.now());
        schedule.cut(subscription);
        books.events().append("customer.subscription.resumed", subscription);
        books.events().updated(Books.SUBSCRIPTION_UPDATED, before, subscription);
    }

    /** Whether this invoice is the one it waits for. */
    static boolean waitsFor(Subscription subscription, Invoice invoice) {
        return subscription.is(Subscription.PAUSED)
                && invoice.isResumption()
                && PlannedItems.waitFor(subscription, invoice);
    }
}
