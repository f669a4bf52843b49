package io.tollgate.core.quota;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tollgate.contracts.Json;
import io.tollgate.contracts.quota.NoticePage;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Keeps notices and lists them. Their numbers are given out under a lock that is held until the
 * commit, so that a reader who goes on from the last number he saw misses none.
 */
final class NoticeTable {

    private static final ObjectMapper MAPPER = Json.newMapper();

    private static final String KNOWN =
            """
            SELECT kind, cause FROM notice
            JOIN unnest(?::text[], ?::text[]) AS w(kind, cause) USING (kind, cause)
            """;

    /** Any number that nothing else in this database locks by. */
    private static final String LOCK = "SELECT pg_advisory_xact_lock(7151880)";

    private static final String ADD =
            """
            INSERT INTO notice (user_id, kind, cause, details, raised_at)
            SELECT user_id, kind, cause, details::jsonb, core_now()
            FROM unnest(?::text[], ?::text[], ?::text[], ?::text[])
                AS w(user_id, kind, cause, details)
            ON CONFLICT DO NOTHING
            """;

    private static final String PAGE =
            """
            SELECT notice_id, user_id, kind, cause, details, raised_at FROM notice
            WHERE notice_id > ? ORDER BY notice_id LIMIT ?
            """;

    private static final String OF_USER =
            """
            SELECT notice_id, user_id, kind, cause, details, raised_at FROM notice
            WHERE user_id = ? ORDER BY notice_id DESC LIMIT ?
            """;

    private NoticeTable() {}

    /**
     * Adds those that are new; has to be the last in its transaction that waits for anything.
     *
     * @throws IllegalStateException without a transaction, as the lock would be gone at once
     */
    static void add(Connection connection, List<Notice> notices) throws SQLException {
        if (connection.getAutoCommit()) {
            throw new IllegalStateException("notices are numbered in a transaction only");
        }
        List<Notice> unknown = unknown(connection, notices);
        if (unknown.isEmpty()) {
            return;
        }
        try (PreparedStatement lock = connection.prepareStatement(LOCK);
                PreparedStatement add = connection.prepareStatement(ADD)) {
            lock.executeQuery().close();
            new SqlArrays(add)
                    .text(unknown, Notice::userId)
                    .text(unknown, notice -> notice.kind().word())
                    .text(unknown, Notice::cause)
                    .text(unknown, NoticeTable::details);
            add.executeUpdate();
        }
    }

    private static List<Notice> unknown(Connection connection, List<Notice> notices)
            throws SQLException {
        if (notices.isEmpty()) {
            return notices;
        }
        Set<String> known = new HashSet<>();
        try (PreparedStatement statement = connection.prepareStatement(KNOWN)) {
            new SqlArrays(statement)
                    .text(notices, notice -> notice.kind().word())
                    .text(notices, Notice::cause);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    known.add(rows.getString("kind") + " " + rows.getString("cause"));
                }
            }
        }
        return notices.stream()
                .filter(notice -> !known.contains(notice.kind().word() + " " + notice.cause()))
                .toList();
    }

    private static String details(Notice notice) {
        try {
            return MAPPER.writeValueAsString(notice.details());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    static NoticePage page(Connection connection, long after, int limit) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(PAGE)) {
            statement.setLong(1, after);
            statement.setInt(2, limit);
            List<NoticePage.Notice> data = notices(statement);
            return new NoticePage(data, data.isEmpty() ? after : data.getLast().noticeId());
        }
    }

    /** The latest of a user, newest first. */
    static List<NoticePage.Notice> ofUser(Connection connection, String userId, int limit)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(OF_USER)) {
            statement.setString(1, userId);
            statement.setInt(2, limit);
            return notices(statement);
        }
    }

    private static List<NoticePage.Notice> notices(PreparedStatement statement)
            throws SQLException {
        List<NoticePage.Notice> data = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                data.add(notice(rows));
            }
        }
        return data;
    }

    private static NoticePage.Notice notice(ResultSet row) throws SQLException {
        try {
            return new NoticePage.Notice(
                    row.getLong("notice_id"),
                    row.getString("user_id"),
                    row.getString("kind"),
                    row.getString("cause"),
                    MAPPER.readTree(row.getString("details")),
                    FactsReader.instant(row, "raised_at").getEpochSecond());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a notice's details cannot be read", e);
        }
    }
}
