package io.tollgate.billing.dispatch;

import java.time.Duration;

/**
 * The breakers of both services a lane needs. Core's is asked before every claim. Stripe's is too,
 * until Stripe has been away for so long that the kept events decide alone.
 */
record Breakers(Breaker core, Breaker stripe, Duration foldAfter) {

    /** What may be claimed now. */
    Breaker.Permit beforeClaim() {
        Breaker.Permit byStripe = waitsForStripe() ? stripe.ask() : Breaker.Permit.ALL;
        if (byStripe == Breaker.Permit.NONE) {
            return byStripe;
        }
        Breaker.Permit byCore = core.ask();
        return byCore == Breaker.Permit.ALL ? byStripe : byCore;
    }

    /** Whether a claimed lane may ask Stripe; otherwise its kept events decide. */
    boolean mayFetch() {
        return !stripe.openFor(foldAfter) || stripe.ask() == Breaker.Permit.PROBE;
    }

    private boolean waitsForStripe() {
        return stripe.open() && !stripe.openFor(foldAfter);
    }
}
