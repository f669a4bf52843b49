package io.tollgate.billing.core;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.tollgate.contracts.payment.PaymentUpdateResult;
import io.tollgate.contracts.subscription.SubscriptionUpdateResult;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/** Times what core is told, by its answer. The set of labels is closed and there from the start. */
final class Forwards {

    private static final String OTHER = "other";
    private static final String SEQUENCE_TAKEN = "sequence_taken";
    private static final String REJECTED = "rejected";
    private static final String UNAVAILABLE = "unavailable";

    private static final List<String> OUTCOMES =
            List.of(
                    SubscriptionUpdateResult.APPLIED,
                    SubscriptionUpdateResult.UNCHANGED,
                    SubscriptionUpdateResult.STALE,
                    SubscriptionUpdateResult.TERMINAL,
                    PaymentUpdateResult.UNRELATED,
                    OTHER,
                    SEQUENCE_TAKEN,
                    REJECTED,
                    UNAVAILABLE);

    /** From an answer at once to the client's own limit, in few steps. */
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(5),
        Duration.ofMillis(25),
        Duration.ofMillis(100),
        Duration.ofMillis(500),
        Duration.ofSeconds(2),
        Duration.ofSeconds(10)
    };

    private final Map<String, Timer> timers = new HashMap<>();

    Forwards(MeterRegistry metrics) {
        for (String outcome : OUTCOMES) {
            timers.put(
                    outcome,
                    Timer.builder("tollgate.core.update")
                            .description("Calls that told core what is true, by its answer")
                            .tag("outcome", outcome)
                            .serviceLevelObjectives(BUCKETS)
                            .register(metrics));
        }
    }

    Delivery timed(Supplier<Delivery> call) {
        long started = System.nanoTime();
        Delivery delivery = call.get();
        Duration took = Duration.ofNanos(System.nanoTime() - started);
        Objects.requireNonNull(timers.get(label(delivery))).record(took);
        return delivery;
    }

    private static String label(Delivery delivery) {
        return switch (delivery) {
            case Delivery.Answered(String outcome, Long _) ->
                    OUTCOMES.contains(outcome) ? outcome : OTHER;
            case Delivery.SequenceTaken() -> SEQUENCE_TAKEN;
            case Delivery.Rejected(String _) -> REJECTED;
            case Delivery.Unavailable(String _) -> UNAVAILABLE;
        };
    }
}
