package io.tollgate.core;

import io.tollgate.contracts.subscription.SubscriptionUpdate;
import io.tollgate.contracts.subscription.SubscriptionUpdate.Item;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Builds updates for tests: an active pro subscription, with what the test changes about it. */
public record Updates(
        String customerId,
        String subscriptionId,
        String planId,
        long startDate,
        long expiryDate,
        String status,
        @Nullable String userId,
        @Nullable Long occurredAt,
        @Nullable Long sequence,
        @Nullable List<Item> items,
        @Nullable Long paidThrough,
        @Nullable Long cancelAt,
        @Nullable Long trialEnd) {

    public static final long PERIOD_START = 1_710_000_000L;
    public static final long PERIOD_END = 1_712_688_399L;

    /** An active pro subscription of a customer. */
    public static Updates of(String customerId, String subscriptionId) {
        return new Updates(
                customerId,
                subscriptionId,
                "price_pro_monthly",
                PERIOD_START,
                PERIOD_END,
                "active",
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    /** One of ids nobody else has. */
    public static Updates fresh() {
        return of(Api.fresh("cus_"), Api.fresh("sub_"));
    }

    public Updates plan(String price) {
        return copy(price, expiryDate, status, userId, occurredAt, sequence, items);
    }

    /** Until the year 2100, for tests by the machine's clock. */
    public Updates farExpiry() {
        return expiry(4_102_444_800L);
    }

    public Updates expiry(long second) {
        return copy(planId, second, status, userId, occurredAt, sequence, items);
    }

    public Updates status(String word) {
        return copy(planId, expiryDate, word, userId, occurredAt, sequence, items);
    }

    public Updates user(String user) {
        return copy(planId, expiryDate, status, user, occurredAt, sequence, items);
    }

    public Updates occurredAt(@Nullable Long second) {
        return copy(planId, expiryDate, status, userId, second, sequence, items);
    }

    public Updates sequence(@Nullable Long number) {
        return copy(planId, expiryDate, status, userId, occurredAt, number, items);
    }

    public Updates items(Item... all) {
        return copy(planId, expiryDate, status, userId, occurredAt, sequence, List.of(all));
    }

    public Updates bounds(
            @Nullable Long paidThrough, @Nullable Long cancelAt, @Nullable Long trialEnd) {
        return new Updates(
                customerId,
                subscriptionId,
                planId,
                startDate,
                expiryDate,
                status,
                userId,
                occurredAt,
                sequence,
                items,
                paidThrough,
                cancelAt,
                trialEnd);
    }

    private Updates copy(
            String planId,
            long expiryDate,
            String status,
            @Nullable String userId,
            @Nullable Long occurredAt,
            @Nullable Long sequence,
            @Nullable List<Item> items) {
        return new Updates(
                customerId,
                subscriptionId,
                planId,
                startDate,
                expiryDate,
                status,
                userId,
                occurredAt,
                sequence,
                items,
                paidThrough,
                cancelAt,
                trialEnd);
    }

    /** The contract record. */
    public SubscriptionUpdate build() {
        return new SubscriptionUpdate(
                customerId,
                subscriptionId,
                planId,
                startDate,
                expiryDate,
                status,
                userId,
                sequence == null ? null : "evt_" + sequence,
                null,
                occurredAt,
                sequence,
                items,
                paidThrough,
                cancelAt,
                trialEnd,
                null);
    }
}
