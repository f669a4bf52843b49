package io.tollgate.billing.inbox;

import static io.tollgate.billing.Events.event;
import static io.tollgate.billing.Events.subscription;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.MemorySize;
import io.tollgate.billing.Inspect;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The one thread that keeps events outlives whatever happens to a batch. */
class InboxTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Those of a service, but for how long a delivery waits. */
    private static final class Settings implements InboxConfig {

        private volatile Duration waitLimit = PATIENCE;

        @Override
        public Optional<Boolean> livemode() {
            return Optional.empty();
        }

        @Override
        public int queueEvents() {
            return 100;
        }

        @Override
        public MemorySize queueBytes() {
            return new MemorySize(BigInteger.valueOf(1 << 20));
        }

        @Override
        public int batchEvents() {
            return 100;
        }

        @Override
        public Duration waitLimit() {
            return waitLimit;
        }

        @Override
        public Duration bodiesKept() {
            return Duration.ofDays(90);
        }

        @Override
        public Duration eventsKept() {
            return Duration.ofDays(90);
        }

        @Override
        public Duration retentionEvery() {
            return Duration.ofHours(1);
        }
    }

    private static CompletableFuture<Stored> deliver(Inbox inbox, String subscription) {
        String body =
                event("customer.subscription.updated", 1, subscription(subscription, "cus_1", 1, 2))
                        .toString();
        return inbox.store(body.getBytes(StandardCharsets.UTF_8), null);
    }

    private static Stored answer(CompletableFuture<Stored> delivery) throws Exception {
        return delivery.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    /** As after a pause of the whole process that was longer than deliveries wait. */
    @Test
    void deliveries_that_all_gave_up_waiting_do_not_end_the_taking() throws Exception {
        try (InboxRig rig = new InboxRig()) {
            Settings settings = new Settings();
            SimpleMeterRegistry metrics = new SimpleMeterRegistry();
            Inbox inbox =
                    new Inbox(
                            new InboxWriter(rig.dataSource()),
                            new Arrivals(),
                            new LastDelivery(rig.dataSource(), Clock.systemUTC(), metrics),
                            settings,
                            metrics);
            settings.waitLimit = Duration.ofMillis(1);
            assertThat(answer(deliver(inbox, "sub_1"))).isEqualTo(Stored.UNAVAILABLE);
            settings.waitLimit = PATIENCE;

            inbox.start(new StartupEvent());
            try {
                Inspect.until(
                        "the queue to be empty",
                        () -> metrics.get("tollgate.inbox.queue").gauge().value() == 0);
                assertThat(answer(deliver(inbox, "sub_2"))).isEqualTo(Stored.KEPT);
            } finally {
                inbox.stop(new ShutdownEvent());
            }
        }
    }
}
