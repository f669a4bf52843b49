package io.tollgate.local.standin.billing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.local.standin.books.Books;
import io.tollgate.local.standin.state.Invoice;
import io.tollgate.local.standin.state.Item;
import io.tollgate.local.standin.state.Subscription;

/** The end of a trial, announced or cut short; what follows depends on there being a card. */
final class Trials {

    private final Books books;
    private final Endings endings;
    private final Renewals renewals;
    private final Collection collection;
    private final Schedule schedule;

    Trials(
            Books books,
            Endings endings,
            Renewals renewals,
            Collection collection,
            Schedule schedule) {
        this.books = books;
        this.endings = endings;
        this.renewals = renewals;
        this.collection = collection;
        this.schedule = schedule;
    }

    /** Three days before, unless it is over or was moved. */
    void announce(Subscription subscription) {
        Long end = subscription.trialEnd();
        boolean soon = end != null && end - books.now() <= 3L * 24 * 3600;
        if (subscription.is(Subscription.TRIALING) && soon) {
            books.events().append("customer.subscription.trial_will_end", subscription);
        }
    }

    /** It has run its time. */
    void end(Subscription subscription) {
        if (goesOn(subscription)) {
            renewals.awaitDraftTime(renewals.roll(subscription, Subscription.ACTIVE));
        }
    }

    /** Somebody ends it early: the first period begins now, and is paid now. */
    void endNow(Subscription subscription) {
        subscription.number("trial_end", books.now());
        subscription.anchor(books.now());
        for (Item item : subscription.items()) {
            item.period(item.periodStart(), books.now());
        }
        if (goesOn(subscription)) {
            Invoice invoice = renewals.roll(subscription, Subscription.ACTIVE);
            collection.finalizeAndCollect(invoice);
        }
    }

    /** A trial begins, or ends at another time. */
    void extend(Subscription subscription, long trialEnd) {
        if (subscription.number("trial_start") == null) {
            subscription.number("trial_start", books.now());
        }
        subscription.number("trial_end", trialEnd);
        subscription.anchor(trialEnd);
        subscription.status(Subscription.TRIALING);
        for (Item item : subscription.items()) {
            item.period(item.periodStart(), trialEnd);
        }
        schedule.trial(subscription, trialEnd);
    }

    /** Whether there is anything to charge, or the subscription does not mind. */
    private boolean goesOn(Subscription subscription) {
        if (!subscription.isChargedAutomatically()
                || !books.paymentMethodOf(subscription).isEmpty()) {
            return true;
        }
        String otherwise =
                subscription
                        .json()
                        .at("/trial_settings/end_behavior/missing_payment_method")
                        .asText();
        switch (otherwise) {
            case "cancel" -> endings.cancel(subscription, Endings.REQUESTED);
            case "pause" -> pause(subscription);
            default -> {
                return true;
            }
        }
        return false;
    }

    private void pause(Subscription subscription) {
        ObjectNode before = subscription.copy();
        subscription.status(Subscription.PAUSED);
        subscription.pauseReason("trial_end_without_payment_method", books.now());
        books.events().append("customer.subscription.paused", subscription);
        books.events().updated(Books.SUBSCRIPTION_UPDATED, before, subscription);
    }
}
