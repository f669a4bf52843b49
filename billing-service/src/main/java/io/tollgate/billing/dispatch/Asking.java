package io.tollgate.billing.dispatch;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.tollgate.billing.stripe.Deadline;
import io.tollgate.billing.stripe.StripeState;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Asks Stripe for a lane, with everything that may go wrong: its breaker, an object it does not
 * know, a rate that is passed. After some time without Stripe the kept events stand in for it.
 */
final class Asking {

    /** What the kept events tell. */
    interface Events {

        /**
         * Decides from them.
         *
         * @param fetchLater when Stripe is to be asked after all; null if not by itself
         * @param needsFetch whether only Stripe could tell for certain
         */
        Present decide(@Nullable Duration fetchLater, boolean needsFetch);
    }

    private final Breakers breakers;
    private final DispatchConfig config;
    private final Counter saved;

    Asking(Breakers breakers, DispatchConfig config, MeterRegistry metrics) {
        this.breakers = breakers;
        this.config = config;
        this.saved =
                Counter.builder("tollgate.fetch.saved")
                        .description("Events that cost no call, since one told of them all")
                        .register(metrics);
    }

    <T> Present ask(
            Claim claim,
            View view,
            Function<Deadline, StripeState<T>> fetch,
            Function<StripeState.Now<T>, Telling> telling,
            Events events) {
        if (!breakers.mayFetch()) {
            return events.decide(config.fetchLater(), true);
        }
        StripeState<T> state = fetch.apply(Deadline.in(config.fetchDeadline()));
        return switch (state) {
            case StripeState.Now<T> now -> {
                claim.steps().fetched();
                breakers.stripe().succeeded();
                saved.increment(Math.max(0, view.useful().size() - 1));
                yield new Present.Known(telling.apply(now), Present.Doubt.NONE);
            }
            case StripeState.Unusable<T>(var reason) -> {
                breakers.stripe().succeeded();
                yield new Present.Unusable(reason);
            }
            case StripeState.Missing<T>() -> {
                breakers.stripe().succeeded();
                yield events.decide(config.fetchMissingLater(), true);
            }
            case StripeState.Throttled<T>() ->
                    waitOrDecide(claim, true, "Stripe throttles", events);
            case StripeState.Unavailable<T>(String why) -> {
                boolean counted = !breakers.stripe().open();
                breakers.stripe().failed();
                yield waitOrDecide(claim, counted, "Stripe: " + why, events);
            }
        };
    }

    private Present waitOrDecide(Claim claim, boolean counted, String why, Events events) {
        boolean longEnough = claim.stripeFailingFor().compareTo(config.foldAfter()) >= 0;
        return longEnough
                ? events.decide(config.fetchLater(), true)
                : new Present.Later(counted, why);
    }
}
