package io.tollgate.billing.notice;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * What each channel has been told. Replicas share it: who claims a channel sends, and the others
 * find it taken or told already. A replica that dies in between leaves the claim to run out; then
 * the news are sent, perhaps again.
 */
@ApplicationScoped
class NoticeTable {

    /**
     * A channel as it stands.
     *
     * @param marks the last that was told, by topic
     * @param version changes with every claim and every message
     */
    record Told(Map<String, String> marks, long version) {}

    /* A row is made by the first to ask. */
    private static final String READ =
            """
            INSERT INTO notice_channel (channel) VALUES (?)
            ON CONFLICT (channel) DO UPDATE SET channel = excluded.channel
            RETURNING marks, version,
                (told_at IS NULL OR told_at <= now() - ?::bigint * interval '1 millisecond')
                AND (claimed_until IS NULL OR claimed_until <= now()) AS free
            """;

    private static final String CLAIM =
            """
            UPDATE notice_channel SET version = version + 1,
                claimed_until = now() + interval '1 minute'
            WHERE channel = ? AND version = ?
            """;

    private static final String SETTLE =
            """
            UPDATE notice_channel SET version = version + 1, claimed_until = NULL,
                told_at = now(), marks = ?::jsonb
            WHERE channel = ? AND version = ?
            """;

    private static final String NOTE =
            "UPDATE notice_channel SET version = version + 1, marks = ?::jsonb"
                    + " WHERE channel = ? AND version = ?";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final DataSource dataSource;

    NoticeTable(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** The channel, if it may be sent something now. */
    Optional<Told> free(String channel, Duration atMostEvery) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement read = connection.prepareStatement(READ)) {
            read.setString(1, channel);
            read.setLong(2, atMostEvery.toMillis());
            try (ResultSet row = read.executeQuery()) {
                row.next();
                return row.getBoolean("free")
                        ? Optional.of(
                                new Told(marks(row.getString("marks")), row.getLong("version")))
                        : Optional.empty();
            }
        }
    }

    /** Takes the channel for a minute; false if another was first. */
    boolean claim(String channel, Told told) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement claim = connection.prepareStatement(CLAIM)) {
            claim.setString(1, channel);
            claim.setLong(2, told.version());
            return claim.executeUpdate() == 1;
        }
    }

    /** Notes what has been sent after {@link #claim}. */
    void settle(String channel, Told told, Map<String, String> marks) throws SQLException {
        write(SETTLE, channel, told.version() + 1, marks);
    }

    /** Notes how far was looked without finding anything to tell. */
    void note(String channel, Told told, Map<String, String> marks) throws SQLException {
        write(NOTE, channel, told.version(), marks);
    }

    private void write(String sql, String channel, long version, Map<String, String> marks)
            throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement write = connection.prepareStatement(sql)) {
            write.setString(1, JSON.valueToTree(marks).toString());
            write.setString(2, channel);
            write.setLong(3, version);
            write.executeUpdate();
        }
    }

    private static Map<String, String> marks(String json) {
        try {
            return JSON.readValue(json, new TypeReference<Map<String, String>>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("notice_channel.marks is no map of strings", e);
        }
    }
}
