package io.tollgate.local.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.local.client.BillingClient;
import io.tollgate.local.stack.Await;
import io.tollgate.local.stack.Stack;
import io.tollgate.local.stripe.Ids;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Real events of many API versions, from a folder given as {@code -Devents.corpus=DIR}: one event
 * per {@code *.json}, and in {@code expected.tsv} what a reader should find in some of them.
 */
class CorpusTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Ids ids = new Ids(new Random());

    /** A file's event under ids of its own: files share ids, and one's end would be another's. */
    private record Sent(String file, String event, String subscription, String customer) {}

    @Test
    void every_real_event_is_taken_ends_somewhere_and_is_read_as_expected() throws Exception {
        String folder = System.getProperty("events.corpus", "");
        assumeTrue(!folder.isEmpty(), "no corpus of real events: give -Devents.corpus=DIR");
        try (Stack stack = Systems.patient().start()) {
            Map<String, Sent> sent = new HashMap<>();
            for (Path file : files(Path.of(folder))) {
                Sent event = post(BillingClient.of(stack, 0), file);
                sent.put(event.file(), event);
            }

            Truth truth = new Truth(stack);
            List<String> all = sent.values().stream().map(Sent::event).toList();
            assertThat(all).isNotEmpty();
            Await.until(PATIENCE, () -> unsettled(truth, all).isEmpty());
            assertThat(unsettled(truth, all)).isEmpty();
            truth.noStackTraces();
            System.out.println("corpus: " + endings(truth));
            readingsMet(truth.coreRows(), expected(Path.of(folder, "expected.tsv")), sent);
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
        }
    }

    private Sent post(BillingClient billing, Path file) throws IOException {
        ObjectNode event = (ObjectNode) JSON.readTree(file.toFile());
        Sent sent =
                new Sent(
                        String.valueOf(file.getFileName()),
                        ids.next("evt_"),
                        ids.next("sub_"),
                        ids.next("cus_"));
        event.put("id", sent.event());
        event.put("object", "event");
        if (event.at("/data/object") instanceof ObjectNode object) {
            if (object.path("object").asText().equals("subscription")) {
                object.put("id", sent.subscription());
                object.put("customer", sent.customer());
            }
        }
        assertThat(billing.post("/webhook/stripe", JSON.writeValueAsBytes(event)).status())
                .as(sent.file())
                .isEqualTo(200);
        return sent;
    }

    /** What was lost, or has not ended as forwarded, or ignored or parked with a reason. */
    private static List<String> unsettled(Truth truth, List<String> events) {
        return truth.query(
                "SELECT sent.id || ' ' || coalesce(state, 'lost') FROM unnest(?::text[]) AS"
                    + " sent(id) LEFT JOIN inbox_event ON event_id = sent.id WHERE NOT"
                    + " coalesce(state = 'forwarded' OR (state IN ('ignored', 'parked') AND reason"
                    + " IS NOT NULL), false)",
                events);
    }

    private static List<String> endings(Truth truth) {
        return truth.query(
                "SELECT state || coalesce(' ' || reason, '') || '=' || count(*) FROM inbox_event"
                        + " GROUP BY state, reason ORDER BY state, reason",
                null);
    }

    private static void readingsMet(
            Map<String, JsonNode> held,
            List<Map<String, String>> expected,
            Map<String, Sent> sent) {
        List<String> wrong = new ArrayList<>();
        for (Map<String, String> row : expected) {
            Sent event = Objects.requireNonNull(sent.get(row.get("file")), "named, but not there");
            String difference = difference(row, event, held.get(event.subscription()));
            if (!difference.isEmpty()) {
                wrong.add(event.file() + difference);
            }
        }
        System.out.printf("corpus: %d readings, %d not met%n", expected.size(), wrong.size());
        assertThat(expected).isNotEmpty();
        assertThat(wrong).isEmpty();
    }

    /** The rows of the file that name a plan, by column. */
    private static List<Map<String, String>> expected(Path file) throws IOException {
        List<String[]> lines =
                Files.readAllLines(file).stream().map(line -> line.split("\t", -1)).toList();
        List<Map<String, String>> rows = new ArrayList<>();
        for (String[] cells : lines.subList(1, lines.size())) {
            Map<String, String> row = new HashMap<>();
            for (int i = 0; i < cells.length; i++) {
                row.put(lines.getFirst()[i], cells[i]);
            }
            if (!row.getOrDefault("plan_id", "").isEmpty()) {
                rows.add(row);
            }
        }
        return rows;
    }

    private static String difference(
            Map<String, String> expected, Sent event, @Nullable JsonNode row) {
        if (row == null) {
            return " is not at core";
        }
        boolean deleted = "customer.subscription.deleted".equals(expected.get("type"));
        StringBuilder difference = new StringBuilder();
        compare(difference, "customer_id", event.customer(), row);
        compare(difference, "plan_id", expected.get("plan_id"), row);
        compare(difference, "start_date", expected.get("start_epoch"), row);
        // Ended is ended, whatever status and period the payload still shows.
        compare(difference, "status", deleted ? "canceled" : expected.get("status"), row);
        if (!deleted) {
            compare(difference, "expiry_date", expected.get("expiry_epoch"), row);
        }
        return difference.toString();
    }

    private static void compare(
            StringBuilder difference, String field, @Nullable String expected, JsonNode row) {
        String actual = row.path(field).asText();
        if (!actual.equals(expected)) {
            difference.append(" %s: expected %s, core has %s".formatted(field, expected, actual));
        }
    }
}
