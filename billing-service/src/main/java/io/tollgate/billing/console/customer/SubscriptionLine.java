package io.tollgate.billing.console.customer;

import io.tollgate.contracts.subscription.SubscriptionView;
import org.jspecify.annotations.Nullable;

/**
 * A subscription as a page shows it.
 *
 * @param status Stripe's word
 * @param tone how it looks
 * @param meaning what the status means
 * @param plan the catalogue's plan, in words where there is none
 * @param price the Stripe price that counts
 * @param mapped whether the catalogue knows that price now
 * @param start start of the period, Unix seconds
 * @param end when access ends before any leeway, Unix seconds
 * @param paidThrough end of the latest paid period
 * @param cancelAt when it is scheduled to end
 * @param trialEnd when its trial ends
 */
public record SubscriptionLine(
        String id,
        String customerId,
        @Nullable String userId,
        String status,
        String tone,
        String meaning,
        String plan,
        String price,
        boolean mapped,
        Long start,
        Long end,
        @Nullable Long paidThrough,
        @Nullable Long cancelAt,
        @Nullable Long trialEnd) {

    static SubscriptionLine of(SubscriptionView view) {
        return new SubscriptionLine(
                view.subscriptionId(),
                view.customerId(),
                view.userId(),
                view.status(),
                StatusWords.tone(view.status()),
                StatusWords.ofSubscription(view.status()),
                view.plan() == null ? "none: its price was never in the catalogue" : view.plan(),
                view.planId(),
                view.priceMapped() == null || view.priceMapped(),
                view.startDate(),
                view.expiryDate(),
                view.paidThrough(),
                view.cancelAt(),
                view.trialEnd());
    }
}
