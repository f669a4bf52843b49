package io.tollgate.core.quota;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.contracts.quota.PlanReason;
import io.tollgate.contracts.subscription.SubscriptionStatus;
import io.tollgate.core.plan.Catalogue;
import io.tollgate.core.plan.TestCatalogue;
import io.tollgate.core.subscription.UserSubscription;
import io.tollgate.core.subscription.UserSubscription.Times;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who has access when: every status before, at and after each moment that bounds it. */
class EntitlementTest {

    private static final Catalogue CATALOGUE = TestCatalogue.sample();
    private static final long START = 1_000_000;
    private static final long EXPIRY = 2_000_000;
    private static final long LEEWAY = 4 * 86_400;
    private static final long GRACE = 7 * 86_400;

    private static UserSubscription subscription(
            String id, @Nullable String plan, @Nullable String status, Times times) {
        return new UserSubscription(
                id,
                plan == null ? null : CATALOGUE.plan(plan).orElseThrow(),
                status == null ? null : SubscriptionStatus.find(status).orElseThrow(),
                null,
                times);
    }

    private static Times times(
            @Nullable Long paidThrough, @Nullable Long cancelAt, @Nullable Long trialEnd) {
        return new Times(START, EXPIRY, paidThrough, cancelAt, trialEnd);
    }

    private static Entitlement at(long second, UserSubscription... subscriptions) {
        return Entitlement.decide(List.of(subscriptions), CATALOGUE, Instant.ofEpochSecond(second));
    }

    /** Moments are written as an offset from the expiry; 345600 is the leeway, 604800 the grace. */
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                // status, paid_through, cancel_at, trial_end, now, plan, reason
                "trialing, -, -, -,           -1, pro,  trial",
                "trialing, -, -, -,            0, free, expired",
                "trialing, -, -, -,            1, free, expired",
                "trialing, -, -, 100,         99, pro,  trial",
                "trialing, -, -, 100,        100, free, expired",
                "trialing, -, -, -100,      -101, pro,  trial",
                "trialing, -, -, -100,      -100, free, expired",
                "active,   -, -, -,           -1, pro,  subscribed",
                "active,   -, -, -,            0, pro,  renewal_awaited",
                "active,   -, -, -,       345599, pro,  renewal_awaited",
                "active,   -, -, -,       345600, free, expired",
                "active,   -, -, -,       345601, free, expired",
                "active,   -, 0, -,           -1, pro,  subscribed",
                "active,   -, 0, -,            0, free, expired",
                "active,   -, -50, -,         -1, pro,  subscribed",
                "active,   -, -50, -,          0, free, expired",
                "active,   -, 100, -,         99, pro,  renewal_awaited",
                "active,   -, 100, -,        100, free, expired",
                "active,   -, 900000, -,  345599, pro,  renewal_awaited",
                "active,   -, 900000, -,  345600, free, expired",
                "past_due, -, -, -,           -1, pro,  payment_overdue",
                "past_due, -, -, -,       604799, pro,  payment_overdue",
                "past_due, -, -, -,       604800, free, expired",
                "past_due, -1000, -, -,   603799, pro,  payment_overdue",
                "past_due, -1000, -, -,   603800, free, expired",
                "past_due, -1000, -, -,   604000, free, expired",
                "past_due, -, 0, -,           -1, pro,  payment_overdue",
                "past_due, -, 0, -,            0, free, expired",
                "past_due, -, 100, -,        100, free, expired",
                "unpaid,   -, -, -,           -1, free, status_without_access",
                "unpaid,   -, -, -,            1, free, status_without_access",
                "paused,   -, -, -,           -1, free, status_without_access",
                "incomplete, -, -, -,         -1, free, status_without_access",
                "incomplete_expired, -, -, -, -1, free, status_without_access",
                "canceled, -, -, -,           -1, pro,  subscribed",
                "canceled, -, -, -,            0, free, expired",
                "canceled, -, -, -,            1, free, expired",
                "-,        -, -, -,           -1, free, status_unknown",
                "-,        -, -, -,            1, free, status_unknown",
            })
    void accessEndsExactlyWhenTheStatusSaysSo(
            @Nullable String status,
            @Nullable Long paidThrough,
            @Nullable Long cancelAt,
            @Nullable Long trialEnd,
            long now,
            String plan,
            String reason) {
        Times times = times(moment(paidThrough), moment(cancelAt), moment(trialEnd));

        Entitlement entitlement = at(EXPIRY + now, subscription("sub_1", "pro", status, times));

        assertThat(entitlement.plan().name()).isEqualTo(plan);
        assertThat(entitlement.reason().wire()).isEqualTo(reason);
    }

    private static @Nullable Long moment(@Nullable Long offset) {
        return offset == null ? null : EXPIRY + offset;
    }

    @Test
    void everyStatusStandsInTheTableOfTheCatalogue() {
        for (SubscriptionStatus status : SubscriptionStatus.values()) {
            assertThat(CATALOGUE.access().rules()).containsKey(status);
        }
        assertThat(CATALOGUE.access().renewalLeeway()).hasSeconds(LEEWAY);
        assertThat(CATALOGUE.access().pastDueGrace()).hasSeconds(GRACE);
    }

    @Test
    void withoutASubscriptionTheDefaultPlanCounts() {
        Entitlement entitlement = at(EXPIRY);

        assertThat(entitlement.plan().name()).isEqualTo("free");
        assertThat(entitlement.reason()).isEqualTo(PlanReason.NO_SUBSCRIPTION);
        assertThat(entitlement.since()).isNull();
    }

    @Test
    void aLateCancelOfAnOldSubscriptionTakesNothingFromTheNewOne() {
        UserSubscription old =
                subscription("sub_a", "team", "canceled", new Times(1, 2, null, null, null));
        UserSubscription current = subscription("sub_b", "pro", "active", times(null, null, null));

        Entitlement entitlement = at(EXPIRY - 1, old, current);

        assertThat(entitlement.plan().name()).isEqualTo("pro");
        assertThat(entitlement.status()).isEqualTo(SubscriptionStatus.ACTIVE);
    }

    @Test
    void theBestPlanCountsThenTheLongestAccessThenTheId() {
        Times shorter = new Times(START, EXPIRY - 10, null, null, null);
        Times longer = times(null, null, null);

        assertThat(
                        best(
                                subscription("sub_a", "pro", "active", longer),
                                subscription("sub_b", "team", "active", shorter)))
                .isEqualTo("sub_b");
        assertThat(
                        best(
                                subscription("sub_a", "pro", "active", shorter),
                                subscription("sub_b", "pro", "active", longer)))
                .isEqualTo("sub_b");
        assertThat(
                        best(
                                subscription("sub_b", "pro", "active", longer),
                                subscription("sub_a", "pro", "active", longer)))
                .isEqualTo("sub_a");
    }

    private static String best(UserSubscription... subscriptions) {
        return at(START, subscriptions).considered().getFirst().subscription().subscriptionId();
    }

    @Test
    void theOrderTheSubscriptionsComeInDoesNotMatter() {
        List<UserSubscription> all = new ArrayList<>();
        for (SubscriptionStatus status : SubscriptionStatus.values()) {
            for (String plan : List.of("free", "pro", "team")) {
                all.add(subscription(status + plan, plan, status.wire(), times(null, null, null)));
            }
            all.add(subscription(status + "none", null, status.wire(), times(null, null, null)));
        }
        long seed = Long.getLong("tollgate.seed", System.nanoTime());
        Random random = new Random(seed);
        Entitlement expected = decide(all);

        for (int i = 0; i < 500; i++) {
            Collections.shuffle(all, random);
            assertThat(decide(all)).as("seed %d", seed).isEqualTo(expected);
        }
    }

    private static Entitlement decide(List<UserSubscription> subscriptions) {
        return Entitlement.decide(subscriptions, CATALOGUE, Instant.ofEpochSecond(EXPIRY));
    }

    @Test
    void aPriceThatNeverMappedGrantsNothingAndIsGivenAsTheReason() {
        UserSubscription unmapped = subscription("sub_z", null, "active", times(null, null, null));
        UserSubscription ended = subscription("sub_a", "pro", "canceled", times(null, null, null));

        Entitlement entitlement = at(EXPIRY + 1, ended, unmapped);

        assertThat(entitlement.plan().name()).isEqualTo("free");
        assertThat(entitlement.reason()).isEqualTo(PlanReason.PLAN_UNKNOWN);
    }

    @Test
    void theTimesAtTheEndOfTheCalendarDoNotOverflow() {
        Times far = new Times(0, 253_402_300_799L, null, null, null);

        assertThat(at(EXPIRY, subscription("sub_a", "pro", "active", far)).accessUntil())
                .isEqualTo(253_402_300_799L + LEEWAY);
    }
}
