package io.tollgate.billing.payment;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Lets those who ask for the same at the same time share one answer: a button clicked twice costs
 * Stripe and core one call. It only saves work; what must not happen twice is core's and Stripe's
 * to prevent, since replicas know nothing of each other.
 */
final class Flights {

    private record Key(long orderId, String userId) {}

    private final ConcurrentHashMap<Key, CompletableFuture<IntentResult>> underWay =
            new ConcurrentHashMap<>();
    private final Duration limit;

    /** Who waits longer than this for somebody else's answer is told to come back. */
    Flights(Duration limit) {
        this.limit = limit;
    }

    IntentResult share(long orderId, String userId, Supplier<IntentResult> work) {
        Key key = new Key(orderId, userId);
        CompletableFuture<IntentResult> own = new CompletableFuture<>();
        CompletableFuture<IntentResult> first = underWay.putIfAbsent(key, own);
        return first == null ? lead(key, own, work) : follow(first);
    }

    private IntentResult lead(
            Key key, CompletableFuture<IntentResult> own, Supplier<IntentResult> work) {
        try {
            IntentResult result = work.get();
            own.complete(result);
            return result;
        } finally {
            // Whoever waits is never left behind, also when this failed.
            own.complete(new IntentResult.StripeAway());
            underWay.remove(key, own);
        }
    }

    private IntentResult follow(CompletableFuture<IntentResult> first) {
        try {
            return first.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new IntentResult.StripeAway();
        } catch (TimeoutException | ExecutionException e) {
            return new IntentResult.StripeAway();
        }
    }
}
