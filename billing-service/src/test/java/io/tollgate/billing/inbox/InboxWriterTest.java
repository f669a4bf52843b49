package io.tollgate.billing.inbox;

import static io.tollgate.billing.Events.event;
import static io.tollgate.billing.Events.id;
import static io.tollgate.billing.Events.subscription;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Batches: copies, bad rows, and two writers on the same keys. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InboxWriterTest {

    private final InboxRig rig;

    InboxWriterTest() throws IOException {
        rig = new InboxRig();
    }

    @BeforeAll
    void migrated() {
        assertThat(rig.rows("SELECT count(*) FROM inbox_event")).containsExactly("0");
    }

    @AfterAll
    void stop() throws IOException {
        rig.close();
    }

    private static JsonNode change(String subscription) {
        return event("customer.subscription.updated", 1, subscription(subscription, "cus_1", 1, 2));
    }

    @Test
    void two_copies_in_one_batch_are_kept_once_and_the_lane_counts_one_arrival() {
        String lane = id("sub");
        JsonNode event = change(lane);

        List<Stored> stored = rig.store(event, change(lane), event);

        assertThat(stored).containsExactly(Stored.KEPT, Stored.KEPT, Stored.DUPLICATE);
        assertThat(rig.rows("SELECT arrivals, due_at <= now() FROM lane WHERE id = ?", lane))
                .containsExactly("2 t");
        assertThat(rig.store(event)).containsExactly(Stored.DUPLICATE);
        assertThat(rig.rows("SELECT arrivals FROM lane WHERE id = ?", lane)).containsExactly("2");
    }

    @Test
    void one_row_the_database_cannot_hold_does_not_fail_its_neighbours() {
        List<InboxWriter.Row> rows = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            // PostgreSQL has no NUL in text: SQLSTATE 22021, a data error.
            String type = i == 4 ? "bad\0type" : "customer.subscription.updated";
            Envelope envelope = new Envelope(id("evt"), type, null, 1, true, id("sub"), null);
            rows.add(
                    new InboxWriter.Row(
                            envelope,
                            "{}".getBytes(StandardCharsets.UTF_8),
                            InboxWriter.Via.WEBHOOK,
                            null));
        }

        List<Stored> stored = rig.write(rows);

        assertThat(Collections.frequency(stored, Stored.KEPT)).isEqualTo(8);
        assertThat(stored.get(4)).isEqualTo(Stored.UNAVAILABLE);
    }

    @Test
    void writers_with_the_same_events_in_any_order_neither_deadlock_nor_miscount()
            throws Exception {
        List<String> lanes = List.of(id("sub"), id("sub"), id("sub"));
        List<JsonNode> events = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            events.add(change(lanes.get(i % 3)));
        }
        try (ExecutorService pool = Executors.newFixedThreadPool(4)) {
            List<Callable<List<Stored>>> writers = new ArrayList<>();
            for (int seed = 0; seed < 4; seed++) {
                List<JsonNode> shuffled = new ArrayList<>(events);
                Collections.shuffle(shuffled, new Random(seed));
                writers.add(() -> rig.store(shuffled.toArray(JsonNode[]::new)));
            }
            long kept = 0;
            for (Future<List<Stored>> written : pool.invokeAll(writers)) {
                kept += Collections.frequency(written.get(), Stored.KEPT);
                assertThat(written.get()).doesNotContain(Stored.UNAVAILABLE);
            }
            assertThat(kept).isEqualTo(60);
        }
        for (String lane : lanes) {
            assertThat(rig.rows("SELECT arrivals FROM lane WHERE id = ?", lane))
                    .containsExactly("20");
        }
    }
}
