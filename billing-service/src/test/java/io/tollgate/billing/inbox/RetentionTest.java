package io.tollgate.billing.inbox;

import static io.tollgate.billing.Events.event;
import static io.tollgate.billing.Events.id;
import static io.tollgate.billing.Events.subscription;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Old events lose their bytes, and much later their rows; nothing that still waits loses any. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RetentionTest {

    private static final long T = 1_700_000_000;
    private static final Duration KEPT = Duration.ofDays(90);

    private final InboxRig rig;
    private final Retention retention;

    RetentionTest() throws IOException {
        rig = new InboxRig();
        retention =
                new Retention(
                        rig.dataSource(),
                        new SmallRyeConfigBuilder()
                                .withMapping(InboxConfig.class)
                                .withConverter(Duration.class, 200, new DurationConverter())
                                .withConverter(MemorySize.class, 200, new MemorySizeConverter())
                                .build()
                                .getConfigMapping(InboxConfig.class));
    }

    @AfterAll
    void stop() throws IOException {
        rig.close();
    }

    @BeforeEach
    void empty() {
        rig.run("DELETE FROM inbox_event");
        rig.run("DELETE FROM lane");
        rig.run("UPDATE retention SET bodies_up_to = 0");
    }

    /** An event that arrived so many days ago and ended in this state. */
    private String kept(String lane, int daysAgo, String state) {
        String event = id("evt");
        rig.store(
                event(
                        event,
                        "customer.subscription.updated",
                        T,
                        subscription(lane, "cus_1", T, T + 100)));
        rig.run(
                "UPDATE inbox_event SET received_at = now() - ? * interval '1 day', state = ?,"
                        + " reason = CASE ? WHEN 'parked' THEN 'gave_up' END WHERE event_id = ?",
                daysAgo,
                state,
                state,
                event);
        return event;
    }

    private List<String> withBytes() {
        return rig.rows(
                "SELECT event_id FROM inbox_event WHERE octet_length(body) > 0 ORDER BY id");
    }

    private List<String> all() {
        return rig.rows("SELECT event_id FROM inbox_event ORDER BY id");
    }

    @Test
    void bytes_go_first_and_ids_stay() throws SQLException {
        String old = kept("sub_1", 91, "forwarded");
        String parked = kept("sub_1", 91, "parked");
        String young = kept("sub_1", 89, "forwarded");

        assertThat(retention.clearBodies(KEPT)).isEqualTo(2);

        assertThat(withBytes()).containsExactly(young);
        assertThat(all()).containsExactly(old, parked, young);
        assertThat(retention.clearBodies(KEPT)).isZero();
    }

    @Test
    void what_still_waits_loses_nothing_nor_what_came_after_it() throws SQLException {
        String old = kept("sub_1", 95, "forwarded");
        String waits = kept("sub_2", 94, "pending");
        String behind = kept("sub_3", 93, "forwarded");

        retention.clearBodies(KEPT);
        assertThat(withBytes()).containsExactly(waits, behind).doesNotContain(old);
        rig.run("UPDATE inbox_event SET state = 'forwarded' WHERE event_id = ?", waits);
        retention.clearBodies(KEPT);

        assertThat(withBytes()).isEmpty();
    }

    @Test
    void a_long_past_is_cleared_in_batches() throws SQLException {
        rig.run(
                "INSERT INTO inbox_event (event_id, type, created, lane, state, outcome, body,"
                    + " received_at) SELECT 'evt_' || i, 'x', 0, 'sub_1', 'forwarded', 'applied',"
                    + " 'bytes', now() - interval '100 days' FROM generate_series(1, 1200) AS i");

        assertThat(retention.clearBodies(KEPT)).isEqualTo(Retention.BATCH);
        assertThat(retention.clearBodies(KEPT)).isEqualTo(Retention.BATCH);
        assertThat(retention.clearBodies(KEPT)).isEqualTo(200);
        assertThat(retention.deleteRows(Duration.ofDays(101))).isZero();
        assertThat(retention.deleteRows(Duration.ofDays(99))).isEqualTo(Retention.BATCH);
    }

    @Test
    void what_was_erased_before_does_not_end_the_clearing() throws SQLException {
        rig.run(
                "INSERT INTO inbox_event (event_id, type, created, lane, state, outcome, body,"
                    + " received_at) SELECT 'evt_' || i, 'x', 0, 'sub_1', 'forwarded', 'applied',"
                    + " CASE WHEN i % 100 = 0 THEN '' ELSE 'bytes' END::bytea, now() - interval"
                    + " '100 days' FROM generate_series(1, 700) AS i");

        assertThat(retention.clearBodies(KEPT)).isEqualTo(Retention.BATCH);
        assertThat(retention.clearBodies(KEPT)).isEqualTo(200);
        assertThat(rig.rows("SELECT 1 FROM inbox_event WHERE octet_length(body) > 0")).isEmpty();
    }

    @Test
    void a_worker_does_not_see_what_has_no_bytes() throws SQLException {
        kept("sub_1", 91, "forwarded");
        String young = kept("sub_1", 1, "forwarded");
        retention.clearBodies(KEPT);

        assertThat(rig.laneEvents().of(List.of("sub_1")).get("sub_1"))
                .extracting(KeptEvent::eventId)
                .containsExactly(young);
    }
}
