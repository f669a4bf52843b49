package io.tollgate.billing.stripe;

import com.fasterxml.jackson.databind.JsonNode;

/** What came of asking Stripe to do something. */
public sealed interface StripeReply {

    /**
     * It is done, now or when the same key was sent before.
     *
     * @param body Stripe's JSON; it may hold secrets and is never logged
     * @param replayed whether this is the answer of that time, and what it shows may have moved on
     */
    record Done(JsonNode body, boolean replayed) implements StripeReply {}

    /**
     * Stripe refuses, and would again.
     *
     * @param type Stripe's error type, such as {@code card_error}
     * @param code Stripe's error code; {@code none} without one
     * @param param the parameter at fault; {@code none} without one
     * @param replayed whether this is the answer of when the same key was sent before, which may be
     *     another one by now
     */
    record Refused(int status, String type, String code, String param, boolean replayed)
            implements StripeReply {

        /** Whether it is because Stripe knows no such customer, or has deleted it. */
        public boolean isForWantOfCustomer() {
            return code.equals("resource_missing") && param.equals("customer");
        }
    }

    /** The same key is being worked on right now: ask again in a moment. */
    record InWork() implements StripeReply {}

    /** The same key was sent with other parameters before. */
    record KeyMisused() implements StripeReply {}

    /** Too many calls, ours or the account's: later. Nothing was done. */
    record Throttled() implements StripeReply {}

    /**
     * Whether it was done is not known. Asking again under the same key is safe.
     *
     * @param kept whether Stripe has kept its failure under the key, so that asking again under it
     *     gets the same answer, whatever was done
     * @param at when, by Stripe's clock, Unix seconds; 0 if Stripe did not say
     * @param why a word or two without anything from Stripe's texts
     */
    record Unknown(boolean kept, long at, String why) implements StripeReply {}

    /** Stripe does not let us in; an operator has to act. */
    record LockedOut() implements StripeReply {}
}
