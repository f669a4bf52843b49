package io.tollgate.local.tour;

import io.tollgate.local.client.CoreClient;
import io.tollgate.local.client.Pair;
import io.tollgate.local.stripe.Ids;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;

/**
 * The life of one subscription, told against the sample catalogue: what happens at Stripe, and what
 * core must say after each step. The expectations look at no answer.
 */
final class SubscriptionScript {

    private static final Allowed NOTHING_YET = free("no_subscription");
    private static final Allowed UNPAID = free("status_without_access");

    /** The sample catalogue's {@code renewal_leeway} and {@code past_due_grace}. */
    private static final Duration LEEWAY = Duration.ofDays(4);

    private static final Duration GRACE = Duration.ofDays(7);

    /** A renewal's invoice is a draft for an hour, and then paid. */
    private static final Duration UNTIL_PAID = Duration.ofHours(2);

    /** Longer than Stripe goes on trying to collect. */
    private static final Duration RETRIES = Duration.ofDays(30);

    private static final Heading HEADING =
            new Heading(
                    "A subscription's life",
                    "what core says the user may do",
                    List.of("plan", "status", "projects", "why", "until"),
                    "%-4s %-8s %-9s %-21s %-10s");

    private SubscriptionScript() {}

    /** A fresh user and customer. */
    static Script on(Pair pair, Instant now, Ids ids) {
        String user = ids.next("user_");
        CoreClient core = pair.coreClient();
        return new Script(
                HEADING,
                user,
                steps(new Life(pair, user), now.atOffset(ZoneOffset.UTC)),
                () -> Allowed.of(core.quota(user).body()),
                Allowed.UNKNOWN);
    }

    private static List<Step> steps(Life life, OffsetDateTime now) {
        Instant first = now.plusMonths(1).toInstant();
        Instant second = now.plusMonths(2).toInstant();
        Expectation team = ok(active("team", "unlimited", first.plus(LEEWAY)));
        Expectation renewed = ok(active("team", "unlimited", second.plus(LEEWAY)));
        return List.of(
                new Step(
                        "a customer, linked to a user",
                        "PUT /internal/accounts/{user_id}",
                        life::link,
                        ok(NOTHING_YET)),
                new Step(
                        "subscribes to pro",
                        "POST /v1/subscriptions",
                        life::subscribe,
                        ok(active("pro", "20", first.plus(LEEWAY)))),
                new Step(
                        "a forged upgrade",
                        "POST /webhook/stripe",
                        life::forge,
                        new Expectation(400, active("pro", "20", first.plus(LEEWAY)))),
                new Step(
                        "changes from pro to team",
                        "POST /v1/subscriptions/{id}",
                        life::upgrade,
                        team),
                new Step(
                        "adds a seat, the card is declined",
                        "POST /v1/subscriptions/{id}",
                        life::addSeatWithoutMoney,
                        ok(pastDue(first.plus(GRACE)))),
                new Step(
                        "pays with another card",
                        "POST /v1/invoices/{id}/pay",
                        life::payWithAnotherCard,
                        team),
                new Step(
                        "a month passes, it is renewed",
                        "Stripe's clock +1 month",
                        () -> life.passTo(first.plus(UNTIL_PAID)),
                        renewed),
                new Step(
                        "cancels; the delivery is lost",
                        "POST /v1/subscriptions/{id}",
                        life::cancelUnheard,
                        renewed),
                new Step(
                        "reconcile finds it",
                        "POST /admin/reconcile",
                        life::reconcile,
                        new Expectation(202, active("team", "unlimited", second))),
                new Step("stays after all", "POST /v1/subscriptions/{id}", life::stay, renewed),
                new Step(
                        "the next renewal is declined",
                        "Stripe's clock +1 month",
                        () -> life.passWithoutMoney(second.plus(UNTIL_PAID)),
                        ok(pastDue(second.plus(GRACE)))),
                new Step(
                        "and so is every retry",
                        "Stripe's clock +1 month",
                        () -> life.passTo(second.plus(RETRIES)),
                        ok(UNPAID)));
    }

    private static Allowed free(String why) {
        return new Allowed("free", "-", "3", why, Allowed.NEVER);
    }

    private static Allowed active(String plan, String projects, Instant until) {
        return new Allowed(
                plan, "active", projects, "subscribed", Allowed.day(until.getEpochSecond()));
    }

    private static Allowed pastDue(Instant until) {
        return new Allowed(
                "team",
                "past_due",
                "unlimited",
                "payment_overdue",
                Allowed.day(until.getEpochSecond()));
    }

    private static Expectation ok(Allowed allowed) {
        return new Expectation(200, allowed);
    }
}
