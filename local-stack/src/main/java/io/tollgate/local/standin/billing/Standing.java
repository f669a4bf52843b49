package io.tollgate.local.standin.billing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.local.standin.books.Books;
import io.tollgate.local.standin.state.Invoice;
import io.tollgate.local.standin.state.Subscription;

/** What it means to a subscription that an invoice was paid, was not paid, or is given up. */
final class Standing {

    private final Books books;
    private final Endings endings;
    private final PendingUpdates pendingUpdates;
    private final Resumption resumption;

    Standing(Books books, Endings endings, PendingUpdates pendingUpdates, Resumption resumption) {
        this.books = books;
        this.endings = endings;
        this.pendingUpdates = pendingUpdates;
        this.resumption = resumption;
    }

    /** Paid, or written off, which Stripe counts the same here. */
    void settled(Invoice invoice) {
        Subscription subscription = books.subscriptionOf(invoice);
        if (subscription.isTerminal()) {
            return;
        }
        if (Resumption.waitsFor(subscription, invoice)) {
            resumption.complete(subscription);
        } else if (subscription.hasPendingUpdate() && PlannedItems.waitFor(subscription, invoice)) {
            pendingUpdates.apply(subscription);
        } else if (subscription.is(Subscription.INCOMPLETE)
                || subscription.isOverdue() && subscription.latestInvoice().equals(invoice.id())) {
            move(subscription, Subscription.ACTIVE);
        }
    }

    /** A payment failed, or was not made when it was due; only the latest invoice matters. */
    void failed(Invoice invoice) {
        Subscription subscription = books.subscriptionOf(invoice);
        if (subscription.is(Subscription.ACTIVE)
                && subscription.latestInvoice().equals(invoice.id())
                && !PlannedItems.waitFor(subscription, invoice)) {
            move(subscription, Subscription.PAST_DUE);
        }
    }

    /** No more will be tried. */
    void exhausted(Invoice invoice) {
        Subscription subscription = books.subscriptionOf(invoice);
        if (!subscription.is(Subscription.PAST_DUE)) {
            return;
        }
        switch (books.settings().dunningEnd()) {
            case Subscription.CANCELED -> endings.cancel(subscription, Endings.PAYMENT_FAILED);
            case Subscription.UNPAID -> move(subscription, Subscription.UNPAID);
            default -> {
                // It stays past due.
            }
        }
    }

    /** The status follows the latest invoice that is not void. */
    void voided(Invoice invoice) {
        Subscription subscription = books.subscriptionOf(invoice);
        if (subscription.is(Subscription.INCOMPLETE)) {
            endings.expire(subscription);
        } else if (subscription.isOverdue() && isLatestSettled(subscription)) {
            move(subscription, Subscription.ACTIVE);
        }
    }

    private boolean isLatestSettled(Subscription subscription) {
        return books.store().invoicesOf(subscription).stream()
                .filter(invoice -> !invoice.is(Invoice.VOID))
                .findFirst()
                .map(latest -> latest.is(Invoice.PAID) || latest.is(Invoice.UNCOLLECTIBLE))
                .orElse(true);
    }

    private void move(Subscription subscription, String status) {
        ObjectNode before = subscription.copy();
        subscription.status(status);
        books.events().updated(Books.SUBSCRIPTION_UPDATED, before, subscription);
    }
}
