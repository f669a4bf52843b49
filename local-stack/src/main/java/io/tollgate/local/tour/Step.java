package io.tollgate.local.tour;

import io.tollgate.local.stripe.StripeEvent;

/** One step of the tour: what is done, and what must hold afterwards. */
sealed interface Step {

    /** In the reader's words. */
    String label();

    Expectation expected();

    /** The product links its user to a Stripe customer. */
    record Link(String label, Expectation expected) implements Step {}

    /** Stripe posts an event. */
    record Post(String label, StripeEvent event, Expectation expected) implements Step {}

    /** Somebody else posts an event: the signature is not Stripe's. */
    record Forge(String label, StripeEvent event, Expectation expected) implements Step {}
}
