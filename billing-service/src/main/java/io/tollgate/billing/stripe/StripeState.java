package io.tollgate.billing.stripe;

import io.tollgate.billing.inbox.Reason;

/**
 * What Stripe says of one subscription or payment.
 *
 * @param <T> what is known of it then
 */
public sealed interface StripeState<T> {

    /**
     * It is like this.
     *
     * @param asOf when, Unix seconds
     */
    record Now<T>(T what, long asOf) implements StripeState<T> {}

    /** Stripe's answer cannot be read. */
    record Unusable<T>(Reason reason) implements StripeState<T> {}

    /** Stripe does not know it. */
    record Missing<T>() implements StripeState<T> {}

    /** Too many calls: later. */
    record Throttled<T>() implements StripeState<T> {}

    /** Stripe could not be asked. */
    record Unavailable<T>(String why) implements StripeState<T> {}
}
