package io.tollgate.core.quota;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Remembers the users whose counters somebody held for long when they were last wanted. */
final class HeldUsers {

    /** So many at once mean that more is wrong than a counter; to forget costs one short wait. */
    private static final int MAX_USERS = 10_000;

    private static final String USERS_OF_PROMISES =
            "SELECT reservation_id, user_id FROM reservation WHERE reservation_id = ANY (?)";

    private static final String THERE =
            """
            SELECT u.user_id, u.resource
            FROM usage u JOIN unnest(?::text[], ?::text[]) AS w(user_id, resource)
                USING (user_id, resource)
            """;

    private static final String FREE = THERE + "FOR NO KEY UPDATE OF u SKIP LOCKED";

    private final DataSource dataSource;
    private final Set<String> held = ConcurrentHashMap.newKeySet();

    HeldUsers(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    boolean isNone() {
        return held.isEmpty();
    }

    boolean contains(@Nullable String user) {
        return user != null && held.contains(user);
    }

    void add(String user) {
        if (held.size() >= MAX_USERS) {
            held.clear();
        }
        held.add(user);
    }

    void remove(@Nullable String user) {
        if (user != null) {
            held.remove(user);
        }
    }

    /** Whose each command is; null for one about a reservation that there is not. */
    List<@Nullable String> usersOf(List<Command> commands) throws SQLException {
        Map<String, String> ofPromises = usersOfPromises(Need.promisesIn(commands));
        List<@Nullable String> users = new ArrayList<>();
        for (Command command : commands) {
            users.add(
                    switch (command) {
                        case Command.Keyed keyed -> keyed.userId();
                        case Command.Recount recount -> recount.counter().userId();
                        case Command.Commit commit -> ofPromises.get(commit.reservationId());
                        case Command.Release release -> ofPromises.get(release.reservationId());
                    });
        }
        return users;
    }

    private Map<String, String> usersOfPromises(List<String> promises) throws SQLException {
        Map<String, String> users = new HashMap<>();
        if (promises.isEmpty()) {
            return users;
        }
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(USERS_OF_PROMISES)) {
            new SqlArrays(statement).text(promises, id -> id);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    users.put(rows.getString("reservation_id"), rows.getString("user_id"));
                }
            }
        }
        return users;
    }

    /** Finds out whose counters somebody holds right now, without waiting for any. */
    void look(List<Command> commands) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            Set<Counter> ofPromises = FactsReader.countersOf(connection, Need.promisesIn(commands));
            Set<Counter> wanted = Need.of(commands, ofPromises).counters();
            Set<Counter> taken = counters(connection, THERE, wanted);
            taken.removeAll(counters(connection, FREE, wanted));
            taken.forEach(counter -> add(counter.userId()));
        }
    }

    private static Set<Counter> counters(Connection connection, String sql, Set<Counter> wanted)
            throws SQLException {
        Set<Counter> counters = new HashSet<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            new SqlArrays(statement).text(wanted, Counter::userId).text(wanted, Counter::resource);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    counters.add(FactsReader.counter(rows));
                }
            }
        }
        return counters;
    }
}
