package io.tollgate.billing.stripe;

import com.fasterxml.jackson.databind.JsonNode;

/** What came of asking Stripe. */
public sealed interface StripeAnswer {

    /**
     * Stripe answered.
     *
     * @param body its JSON
     * @param asOf when, by Stripe's clock ({@code Date} header), Unix seconds
     */
    record Found(JsonNode body, long asOf) implements StripeAnswer {}

    /** Stripe knows nothing by this id, or not in this mode. */
    record Missing() implements StripeAnswer {}

    /** Too many calls, ours or the account's, or the object is locked: later. */
    record Throttled() implements StripeAnswer {}

    /**
     * Stripe could not be reached, failed, or does not let us in.
     *
     * @param why a word or two without anything from Stripe's texts
     */
    record Unavailable(String why) implements StripeAnswer {}
}
