package io.tollgate.local.system;

import io.tollgate.local.stripe.Ids;
import io.tollgate.local.stripe.Lifecycle;
import io.tollgate.local.stripe.StripeEvent;
import io.tollgate.local.stripe.Subscription;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Eight events of one subscription, and what it must be at core once all have arrived, in whatever
 * order: the model's own state, not anything read from an answer.
 *
 * @param events in the order in which they happened
 * @param end the subscription as it is at the end
 */
record Life(List<StripeEvent> events, Subscription end) {

    private static final long FIRST_EVENT = 1_790_000_000;

    /** One that is upgraded, fails once, recovers, and ends or is about to. */
    static Life of(Ids ids, long stepSeconds, boolean ends) {
        Subscription first =
                Subscription.incomplete(
                        ids, ids.next("cus_"), "price_pro_monthly", FIRST_EVENT - 60);
        Lifecycle life = new Lifecycle(ids, first, FIRST_EVENT, stepSeconds);
        List<StripeEvent> events = new ArrayList<>();
        events.add(life.created());
        events.add(life.activated());
        events.add(life.renewed());
        events.add(life.invoicePaid());
        events.add(life.priceChanged("price_team_monthly"));
        events.add(life.pastDue());
        events.add(life.activated());
        events.add(ends ? life.deleted() : life.cancelledAtPeriodEnd());
        return new Life(List.copyOf(events), life.subscription());
    }

    /** Many of them; some end, and some happen within one second. */
    static List<Life> many(int count, Random random) {
        Ids ids = new Ids(random);
        List<Life> lives = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            lives.add(of(ids, i % 3 == 0 ? 0 : 7, i % 4 == 1));
        }
        return lives;
    }

    /** What core must hold, in the words of its list. */
    String expected() {
        long expiry = end.endedAt() == null ? end.periodEnd() : end.endedAt();
        return String.join(
                " ",
                end.id(),
                end.status(),
                end.price(),
                Long.toString(end.periodStart()),
                Long.toString(expiry));
    }
}
