package io.tollgate.billing.reconcile;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One difference between Stripe and what we made of it.
 *
 * @param subject the event or subscription it is about
 * @param lane whose stream it belongs to
 * @param detail what differs, for a person; no personal data
 * @param remedy what repairs it
 */
record Difference(String subject, String lane, Kind kind, String detail, Remedy remedy) {

    /** What repairs a difference: always through the lanes. */
    sealed interface Remedy {

        /** The event is kept as if it had been delivered. */
        record Keep(JsonNode event) implements Remedy {}

        /** The lane is made due: a worker asks Stripe and tells core. */
        record MakeDue() implements Remedy {}

        /** The parked event waits again. */
        record Replay() implements Remedy {}

        /** Somebody has to link the customer, map the price or look at Stripe. */
        record ByHand() implements Remedy {}
    }

    boolean repairable() {
        return !(remedy instanceof Remedy.ByHand);
    }
}
