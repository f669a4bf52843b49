package io.tollgate.local.standin.billing;

import io.tollgate.local.standin.books.Books;
import io.tollgate.local.standin.state.Item;
import io.tollgate.local.standin.state.Subscription;
import io.tollgate.local.standin.state.Task;
import org.jspecify.annotations.Nullable;

/** Plans what will happen to a subscription by itself. */
final class Schedule {

    private static final long HOUR_SECONDS = 3600;

    /** How long Stripe waits for a first payment, a paid change or a resumption. */
    static final long PATIENCE_SECONDS = 23 * HOUR_SECONDS;

    /** How long before its end a trial is announced to end. */
    private static final long TRIAL_NOTICE_SECONDS = 3 * 24 * HOUR_SECONDS;

    private static final String UNCUT = "_uncut_period_end";

    private final Books books;

    Schedule(Books books) {
        this.books = books;
    }

    void periodEnd(Subscription subscription) {
        books.world().plan(Task.Kind.PERIOD_END, subscription.id(), subscription.nextBoundary());
    }

    /** The end of a trial, and its announcement, at once if there is not much left of it. */
    void trial(Subscription subscription, long trialEnd) {
        periodEnd(subscription);
        long notice = Math.max(books.now(), trialEnd - TRIAL_NOTICE_SECONDS);
        books.world().plan(Task.Kind.TRIAL_WILL_END, subscription.id(), notice);
    }

    /** A period does not go on after the end; without an end it is as long as it was. */
    void cut(Subscription subscription) {
        Long at = subscription.cancelAt();
        for (Item item : subscription.items()) {
            Long uncut = item.number(UNCUT);
            long whole = uncut == null ? item.periodEnd() : uncut;
            boolean cuts = at != null && at < whole && at > item.periodStart();
            item.period(item.periodStart(), cuts ? at(at) : whole);
            if (cuts) {
                item.number(UNCUT, whole);
            } else {
                item.json().remove(UNCUT);
            }
        }
        if (at != null) {
            books.world().plan(Task.Kind.CANCEL, subscription.id(), at);
        }
        periodEnd(subscription);
    }

    private static long at(@Nullable Long at) {
        return at == null ? 0 : at;
    }
}
