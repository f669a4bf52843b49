package io.tollgate.billing.console.customer;

import io.tollgate.contracts.quota.PlanReason;
import io.tollgate.contracts.subscription.SubscriptionStatus;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What statuses and reasons mean, in words. A new one cannot be forgotten: each has its case. */
final class StatusWords {

    private StatusWords() {}

    /** What a subscription's status means. */
    static String ofSubscription(String status) {
        return SubscriptionStatus.find(status)
                .map(StatusWords::of)
                .orElse("Stripe's word, which this version does not know");
    }

    private static String of(SubscriptionStatus status) {
        return switch (status) {
            case INCOMPLETE -> "the first payment is still to be made";
            case INCOMPLETE_EXPIRED -> "the first payment was never made; it has ended";
            case TRIALING -> "in its trial";
            case ACTIVE -> "running and paid";
            case PAST_DUE -> "a payment is overdue; Stripe tries again";
            case CANCELED -> "ended";
            case UNPAID -> "payments failed for good, and Stripe has stopped trying";
            case PAUSED -> "paused, as its trial ended without a way to pay";
        };
    }

    /** How a status looks: {@code good}, {@code warn}, {@code bad} or nothing. */
    static String tone(String status) {
        return SubscriptionStatus.find(status).map(StatusWords::toneOf).orElse("warn");
    }

    private static String toneOf(SubscriptionStatus status) {
        return switch (status) {
            case ACTIVE, TRIALING -> "good";
            case PAST_DUE, INCOMPLETE, PAUSED -> "warn";
            case UNPAID -> "bad";
            case CANCELED, INCOMPLETE_EXPIRED -> "";
        };
    }

    /** Why a plan counts. */
    static String ofPlan(@Nullable String reason) {
        return Arrays.stream(PlanReason.values())
                .filter(each -> each.wire().equals(reason))
                .findFirst()
                .map(StatusWords::of)
                .orElse("for a reason this version does not know: " + reason);
    }

    private static String of(PlanReason reason) {
        return switch (reason) {
            case SUBSCRIBED -> "by a subscription within its time";
            case TRIAL -> "by a running trial";
            case RENEWAL_AWAITED -> "the period is over, and the renewal is still awaited";
            case PAYMENT_OVERDUE -> "a payment is overdue, and the grace runs";
            case NO_SUBSCRIPTION -> "the default plan: there is no subscription";
            case EXPIRED -> "the default plan: the subscription's time is over";
            case STATUS_WITHOUT_ACCESS ->
                    "the default plan: the subscription's status gives no access";
            case STATUS_UNKNOWN ->
                    "the default plan: of the subscription only unknown statuses are known";
            case PLAN_UNKNOWN ->
                    "the default plan: the subscription's price is not in the catalogue";
        };
    }
}
