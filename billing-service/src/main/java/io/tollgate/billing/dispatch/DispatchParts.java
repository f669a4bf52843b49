package io.tollgate.billing.dispatch;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.tollgate.billing.core.Core;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.random.RandomGenerator;

/** Puts the plain classes of this package together. */
final class DispatchParts {

    private DispatchParts() {}

    @Produces
    @Singleton
    static Breaker breaker(DispatchConfig config, Clock clock, MeterRegistry metrics) {
        Breaker breaker = new Breaker(clock, config.breakerFailures(), config.breakerProbe());
        Gauge.builder("tollgate.breaker.open", breaker, b -> b.open() ? 1 : 0)
                .description("1 while calls to core are held back")
                .tag("service", "core")
                .register(metrics);
        return breaker;
    }

    @Produces
    @Singleton
    static Worker worker(
            LaneTable lanes, Core core, Breaker breaker, DispatchConfig config, ObjectMapper json) {
        Backoff backoff =
                new Backoff(config.firstRetry(), config.maxRetry(), RandomGenerator.getDefault());
        return new Worker(lanes, core::tell, breaker, backoff, config, json);
    }
}
