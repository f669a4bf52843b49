package io.tollgate.billing.inbox;

import static io.tollgate.billing.Events.event;
import static io.tollgate.billing.Events.subscription;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** Silence is told across restarts, and what reconcile fetches does not break it. */
class LastDeliveryTest {

    @Test
    void a_replica_that_starts_goes_on_from_what_was_delivered_last() throws Exception {
        try (InboxRig rig = new InboxRig()) {
            Clock inAnHour = Clock.offset(Clock.system(ZoneOffset.UTC), Duration.ofHours(1));
            SimpleMeterRegistry metrics = new SimpleMeterRegistry();
            LastDelivery last = new LastDelivery(rig.dataSource(), inAnHour, metrics);
            last.read();
            double withNothing = silence(metrics);
            rig.store(event("customer.subscription.updated", 1, subscription("sub_1", "c", 1, 2)));
            rig.run("UPDATE inbox_event SET received_at = received_at - interval '1 hour'");
            rig.store(event("customer.subscription.updated", 2, subscription("sub_1", "c", 1, 2)));
            rig.run("UPDATE inbox_event SET via = 'reconcile' WHERE created = 2");

            last.read();

            assertThat(withNothing).isLessThan(60);
            assertThat(silence(metrics)).isBetween(7200.0, 7300.0);
            last.seen();
            assertThat(silence(metrics)).isLessThan(60);
        }
    }

    private static double silence(SimpleMeterRegistry metrics) {
        return metrics.get("tollgate.webhook.silence").gauge().value();
    }
}
