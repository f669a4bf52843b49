package io.tollgate.billing.stripe;

import io.tollgate.billing.inbox.Reason;
import io.tollgate.billing.normalise.Snapshot;
import org.jspecify.annotations.Nullable;

/** What Stripe says of one subscription. */
public sealed interface StripeState {

    /**
     * It is like this.
     *
     * @param paidThrough end of the latest paid period, Unix seconds; null if nothing was paid
     * @param asOf when, Unix seconds
     */
    record Now(Snapshot snapshot, @Nullable Long paidThrough, long asOf) implements StripeState {}

    /** Stripe's answer cannot be read. */
    record Unusable(Reason reason) implements StripeState {}

    /** Stripe does not know it. */
    record Missing() implements StripeState {}

    /** Too many calls: later. */
    record Throttled() implements StripeState {}

    /** Stripe could not be asked. */
    record Unavailable(String why) implements StripeState {}
}
