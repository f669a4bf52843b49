package io.tollgate.local.standin.billing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.local.standin.books.Books;
import io.tollgate.local.standin.state.Invoice;
import io.tollgate.local.standin.state.Item;
import io.tollgate.local.standin.state.Subscription;
import io.tollgate.local.standin.state.Task;
import java.util.List;

/** The next period begins: it is rolled first, and its money follows about an hour later. */
final class Renewals {

    private final Books books;
    private final InvoiceBook invoices;
    private final Schedule schedule;

    Renewals(Books books, InvoiceBook invoices, Schedule schedule) {
        this.books = books;
        this.invoices = invoices;
        this.schedule = schedule;
    }

    /**
     * Rolls every item whose period is over, and draws up the invoice for what begins.
     *
     * @param status what the subscription is from now on
     */
    Invoice roll(Subscription subscription, String status) {
        ObjectNode before = subscription.copy();
        long from = subscription.firstItem().periodStart();
        subscription.status(status);
        List<Item> due =
                subscription.items().stream()
                        .filter(item -> item.periodEnd() <= books.now())
                        .toList();
        for (Item item : due) {
            long start = item.periodEnd();
            item.period(start, nextEnd(subscription, item, start));
        }
        schedule.cut(subscription);
        Invoice invoice =
                invoices.draft(
                        subscription,
                        Invoice.CYCLE,
                        new Lines(books).periods(subscription, due),
                        from);
        subscription.latestInvoice(invoice.id());
        books.events().updated(Books.SUBSCRIPTION_UPDATED, before, subscription);
        return invoice;
    }

    /** The draft waits for its time; one that does not advance waits for somebody. */
    void awaitDraftTime(Invoice invoice) {
        if (invoice.advancesByItself()) {
            books.world()
                    .plan(
                            Task.Kind.FINALIZE,
                            invoice.id(),
                            books.now() + books.settings().draftSeconds());
        }
    }

    private static long nextEnd(Subscription subscription, Item item, long start) {
        var recurring = item.json().at("/price/recurring");
        return Periods.end(
                subscription.anchor(),
                start,
                recurring.path("interval").asText(),
                recurring.path("interval_count").asInt(1));
    }
}
