package io.tollgate.local.tour;

import io.tollgate.local.stripe.ApiVersion;
import io.tollgate.local.stripe.EventFixtures;
import io.tollgate.local.stripe.Ids;
import io.tollgate.local.stripe.Lifecycle;
import io.tollgate.local.stripe.StripeEvent;
import io.tollgate.local.stripe.Subscription;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The life of one subscription, told against the sample catalogue: which events are sent in which
 * order, and what core must say after each. Nothing here looks at an answer.
 */
record Script(String userId, String customerId, List<Step> steps) {

    private static final Allowed NOTHING_YET = free("no_subscription");
    private static final Allowed UNPAID = free("status_without_access");
    private static final Allowed OVER = free("expired");

    /** The sample catalogue's {@code renewal_leeway}, in seconds. */
    private static final long LEEWAY = 4L * 24 * 60 * 60;

    /** All events lie in the last minute, and the period that is renewed ends in some more. */
    private static final Duration HISTORY = Duration.ofMinutes(1);

    private static final Duration UNTIL_RENEWAL = Duration.ofMinutes(10);
    private static final int STEP_SECONDS = 4;

    /** A fresh user, customer and subscription, whose life ends now. */
    static Script at(Instant now, Ids ids) {
        String customer = ids.next("cus_");
        long signedUp = now.plus(UNTIL_RENEWAL).getEpochSecond() - Subscription.MONTH;
        Lifecycle life =
                new Lifecycle(
                        ids,
                        Subscription.incomplete(ids, customer, "price_pro_monthly", signedUp),
                        now.minus(HISTORY).getEpochSecond(),
                        STEP_SECONDS);
        return new Script(ids.next("user_"), customer, steps(life, ids));
    }

    private static List<Step> steps(Lifecycle life, Ids ids) {
        StripeEvent created = life.created();
        StripeEvent active = life.activated();
        StripeEvent forged =
                new EventFixtures(ApiVersion.DAHLIA, ids)
                        .updated(
                                life.subscription(),
                                life.subscription().withPrice("price_team_monthly"),
                                active.created());
        Allowed pro = pro(life.subscription().periodEnd() + LEEWAY);
        StripeEvent renewed = life.renewed();
        StripeEvent invoicePaid = life.invoicePaid();
        long end = life.subscription().periodEnd();
        StripeEvent upgraded = life.priceChanged("price_team_monthly");
        StripeEvent pastDue = life.pastDue();
        StripeEvent recovered = life.activated();
        StripeEvent cancelled = life.speaking(ApiVersion.V2020_08_27).cancelledAtPeriodEnd();
        StripeEvent deleted = life.speaking(ApiVersion.DAHLIA).deleted();
        return List.of(
                new Step.Link("user and customer are linked", ok(NOTHING_YET)),
                new Step.Post("signs up, payment still open", created, ok(UNPAID)),
                new Step.Post("first payment came through", active, ok(pro)),
                new Step.Post("the same event once more", active, ok(pro)),
                new Step.Forge("a forged upgrade", forged, new Expectation(400, pro)),
                new Step.Post("the next month begins", renewed, ok(pro(end + LEEWAY))),
                new Step.Post("and is paid", invoicePaid, ok(pro(end + LEEWAY))),
                new Step.Post("upgrades from pro to team", upgraded, ok(team(end + LEEWAY))),
                new Step.Post("out of order: recovered ...", recovered, ok(team(end + LEEWAY))),
                new Step.Post("... before it was past due", pastDue, ok(team(end + LEEWAY))),
                new Step.Post("cancels at the period's end", cancelled, ok(team(end))),
                new Step.Post("the subscription is over", deleted, ok(OVER)));
    }

    private static Allowed free(String why) {
        return new Allowed("free", "-", "3", why, Allowed.NEVER);
    }

    private static Allowed pro(long until) {
        return new Allowed("pro", "active", "20", "subscribed", Allowed.day(until));
    }

    private static Allowed team(long until) {
        return new Allowed("team", "active", "unlimited", "subscribed", Allowed.day(until));
    }

    private static Expectation ok(Allowed allowed) {
        return new Expectation(200, allowed);
    }
}
