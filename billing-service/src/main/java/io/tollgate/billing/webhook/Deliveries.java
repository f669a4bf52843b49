package io.tollgate.billing.webhook;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.tollgate.billing.inbox.Stored;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * Counts deliveries by what became of them. Every series is there from the start: a rule that asks
 * for the increase of one sees the first delivery too.
 */
@Singleton
class Deliveries {

    private final Map<Enum<?>, Counter> counters = new HashMap<>();

    Deliveries(MeterRegistry metrics) {
        for (Stored stored : Stored.values()) {
            counters.put(stored, counter(metrics, word(stored)));
        }
        for (SignatureVerifier.Rejection rejection : SignatureVerifier.Rejection.values()) {
            counters.put(rejection, counter(metrics, "rejected_" + word(rejection)));
        }
    }

    /** Made at the start, so that its metrics are there before the first delivery. */
    void start(@Observes StartupEvent event) {}

    private static Counter counter(MeterRegistry metrics, String result) {
        return Counter.builder("tollgate.webhook.received")
                .description("Deliveries, by what became of them")
                .tag("result", result)
                .register(metrics);
    }

    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    void count(Stored stored) {
        Objects.requireNonNull(counters.get(stored)).increment();
    }

    void count(SignatureVerifier.Rejection rejection) {
        Objects.requireNonNull(counters.get(rejection)).increment();
    }
}
