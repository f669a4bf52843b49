package io.tollgate.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tollgate.local.client.CoreClient;
import io.tollgate.local.stack.Await;
import io.tollgate.local.stack.Database;
import io.tollgate.local.stack.Stack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Holds a stack against what must be true once everything has settled. */
final class Truth {

    private final Stack stack;

    Truth(Stack stack) {
        this.stack = stack;
    }

    /** Waits until no event waits, and asserts that each of these was kept and forwarded. */
    void allForwarded(Collection<String> eventIds, Duration patience) {
        Await.until(patience, () -> pending() == 0);
        assertThat(pending()).as("events still pending").isZero();
        List<String> notForwarded =
                query(
                        "SELECT sent.id || ' ' || coalesce(state, 'lost') || ' ' ||"
                            + " coalesce(reason, '') FROM unnest(?::text[]) AS sent(id) LEFT JOIN"
                            + " inbox_event ON event_id = sent.id WHERE state IS DISTINCT FROM"
                            + " 'forwarded'",
                        eventIds);
        assertThat(notForwarded).isEmpty();
    }

    private long pending() {
        return Long.parseLong(
                query("SELECT count(*) FROM inbox_event WHERE state = 'pending'", null).getFirst());
    }

    /** Asserts that core holds the end of every life. */
    void coreHolds(List<Life> lives) {
        Map<String, JsonNode> held = coreRows();
        assertThat(held.values().stream().map(Truth::words).toList())
                .containsAll(lives.stream().map(Life::expected).toList());
    }

    /** Everything core lists, by subscription. */
    Map<String, JsonNode> coreRows() {
        Map<String, JsonNode> rows = new HashMap<>();
        try {
            String after = "";
            do {
                JsonNode page = CoreClient.of(stack).subscriptions(after, 500).body();
                for (JsonNode row : page.path("data")) {
                    String id = row.path("subscription_id").asText();
                    assertThat(rows.put(id, row)).as("listed twice: " + id).isNull();
                }
                after = page.path("next").isTextual() ? page.path("next").textValue() : "";
            } while (!after.isEmpty());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return rows;
    }

    private static String words(JsonNode row) {
        return String.join(
                " ",
                row.path("subscription_id").asText(),
                row.path("status").asText(),
                row.path("plan_id").asText(),
                row.path("start_date").asText(),
                row.path("expiry_date").asText());
    }

    /** Asserts that no service logged an error with a stack trace. */
    void noStackTraces() {
        for (var service : stack.services()) {
            try {
                assertThat(Files.readAllLines(service.log()))
                        .as(service.name())
                        .noneMatch(line -> line.startsWith("\tat "));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** First columns of what billing's database finds. */
    List<String> query(String sql, @Nullable Collection<String> array) {
        Database database = stack.billingDatabase();
        try (Connection connection = database.connect();
                PreparedStatement query = connection.prepareStatement(sql)) {
            if (array != null) {
                query.setArray(1, connection.createArrayOf("text", array.toArray()));
            }
            List<String> found = new ArrayList<>();
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
