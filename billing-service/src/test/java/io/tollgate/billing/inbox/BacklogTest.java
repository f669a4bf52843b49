package io.tollgate.billing.inbox;

import static io.tollgate.billing.Events.event;
import static io.tollgate.billing.Events.json;
import static io.tollgate.billing.Events.subscription;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** What waits is counted, and how long it has waited; so is what was parked, by its reason. */
class BacklogTest {

    @Test
    void what_waits_and_what_is_parked_is_told() throws IOException, SQLException {
        try (InboxRig rig = new InboxRig()) {
            SimpleMeterRegistry metrics = new SimpleMeterRegistry();
            Backlog backlog = new Backlog(rig.dataSource(), metrics);
            rig.store(
                    event("customer.subscription.updated", 1, subscription("sub_1", "cus_1", 1, 2)),
                    event("customer.subscription.updated", 1, subscription("sub_2", "cus_1", 1, 2)),
                    event("customer.subscription.updated", 1, json("{'id':1}")));
            rig.run("UPDATE lane SET due_at = now() - interval '400 seconds' WHERE id = 'sub_1'");

            backlog.read();

            assertThat(metrics.get("tollgate.lanes.due").gauge().value()).isEqualTo(2);
            assertThat(metrics.get("tollgate.lanes.oldest.due").gauge().value())
                    .isBetween(400.0, 460.0);
            assertThat(parked(metrics, "unknown_shape")).isEqualTo(1);
            rig.run(
                    "UPDATE lane SET due_at = now() + interval '200 seconds',"
                            + " failing_since = now() - interval '900 seconds' WHERE id = 'sub_2'");
            backlog.read();
            assertThat(metrics.get("tollgate.lanes.due").gauge().value()).isEqualTo(1);
            assertThat(metrics.get("tollgate.lanes.oldest.due").gauge().value())
                    .isBetween(900.0, 960.0);
            rig.run("DELETE FROM lane");
            rig.run("DELETE FROM inbox_event");
            backlog.read();
            assertThat(metrics.get("tollgate.lanes.oldest.due").gauge().value()).isZero();
            assertThat(metrics.find("tollgate.inbox.parked").gauges())
                    .isNotEmpty()
                    .allSatisfy(gauge -> assertThat(gauge.value()).isZero());
        }
    }

    @Test
    void what_is_parked_in_heaps_hides_nothing_else() throws IOException, SQLException {
        try (InboxRig rig = new InboxRig()) {
            SimpleMeterRegistry metrics = new SimpleMeterRegistry();
            rig.run(
                    "INSERT INTO inbox_event (event_id, type, created, state, reason, body)"
                            + " SELECT 'evt_' || n, 'x', 1, 'parked', CASE WHEN n > 10001"
                            + " THEN 'gave_up' ELSE 'livemode_mismatch' END, ''"
                            + " FROM generate_series(1, 10002) AS n");

            new Backlog(rig.dataSource(), metrics).read();

            assertThat(parked(metrics, "livemode_mismatch")).isEqualTo(10_000);
            assertThat(parked(metrics, "gave_up")).isEqualTo(1);
        }
    }

    private static double parked(SimpleMeterRegistry metrics, String reason) {
        return metrics.get("tollgate.inbox.parked").tag("reason", reason).gauge().value();
    }
}
