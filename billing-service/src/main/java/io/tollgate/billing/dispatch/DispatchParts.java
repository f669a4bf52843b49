package io.tollgate.billing.dispatch;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.tollgate.billing.core.Core;
import io.tollgate.billing.core.CoreAccounts;
import io.tollgate.billing.inbox.Repairs;
import io.tollgate.billing.stripe.StripeAccess;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.random.RandomGenerator;

/** Puts the plain classes of this package together. */
final class DispatchParts {

    private DispatchParts() {}

    @Produces
    @Singleton
    static Breakers breakers(DispatchConfig config, Clock clock, MeterRegistry metrics) {
        return new Breakers(
                breaker("core", config, clock, metrics),
                breaker("stripe", config, clock, metrics),
                config.foldAfter());
    }

    private static Breaker breaker(
            String service, DispatchConfig config, Clock clock, MeterRegistry metrics) {
        Breaker breaker = new Breaker(clock, config.breakerFailures(), config.breakerProbe());
        Gauge.builder("tollgate.breaker.open", breaker, b -> b.open() ? 1 : 0)
                .description("1 while calls to this service are held back")
                .tag("service", service)
                .register(metrics);
        return breaker;
    }

    @Produces
    @Singleton
    static CoreCalls core(Core core, CoreAccounts accounts) {
        return new CoreCalls(
                core::tell, core::tell, core::subscriptionsOf, accounts::gone, core::isReachable);
    }

    @Produces
    @Singleton
    static Jobs jobs(
            StripeAccess stripe,
            CoreCalls core,
            Breakers breakers,
            DispatchConfig config,
            Repairs repairs,
            MeterRegistry metrics) {
        Asking asking = new Asking(breakers, config, metrics);
        return new Jobs(stripe, core, asking, Jobs.through(repairs));
    }

    @Produces
    @Singleton
    static Worker worker(
            LaneTable lanes, Jobs jobs, CoreCalls core, Breakers breakers, DispatchConfig config) {
        return new Worker(
                lanes,
                jobs,
                core,
                breakers,
                new Backoff(config.firstRetry(), config.maxRetry(), RandomGenerator.getDefault()),
                config);
    }
}
