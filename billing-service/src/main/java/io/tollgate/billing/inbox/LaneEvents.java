package io.tollgate.billing.inbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/** Reads the events of claimed lanes: what waits first, then the newest that are settled. */
@ApplicationScoped
public class LaneEvents {

    /**
     * Events of one lane that are looked at together. A subscription has a handful within one
     * second; older ones cannot change what it is now. What waits beyond it is taken next time.
     */
    public static final int PER_LANE = 100;

    private static final String SELECT =
            """
            SELECT e.event_id, e.type, e.created, e.livemode, l.id AS lane, e.open, e.body,
                   e.trace_parent
            FROM unnest(?::text[]) AS l(id) CROSS JOIN LATERAL (
                SELECT event_id, type, created, livemode, body, trace_parent,
                       (state = 'pending'
                        OR state = 'parked'
                           AND reason IN ('subscription_unknown', 'payment_unknown')) AS open
                FROM inbox_event WHERE lane = l.id AND octet_length(body) > 0
                ORDER BY open DESC, created DESC, event_id DESC LIMIT %d) AS e
            """
                    .formatted(PER_LANE);

    private static final String SELECT_WAITING =
            "SELECT event_id FROM inbox_event WHERE lane = ? AND state = 'pending' LIMIT "
                    + PER_LANE;

    private final DataSource dataSource;

    LaneEvents(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** The events of each of these lanes, at most {@link #PER_LANE} a lane. */
    public Map<String, List<KeptEvent>> of(Collection<String> lanes) throws SQLException {
        List<KeptEvent> events = new ArrayList<>();
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(SELECT)) {
            select.setArray(1, connection.createArrayOf("text", lanes.toArray()));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    events.add(event(rows));
                }
            }
        }
        return events.stream().collect(Collectors.groupingBy(KeptEvent::lane));
    }

    /** The ids of what waits in a lane, without reading a body: one of them may be deadly. */
    public List<String> waiting(String lane) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(SELECT_WAITING)) {
            select.setString(1, lane);
            List<String> ids = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    ids.add(rows.getString(1));
                }
            }
            return ids;
        }
    }

    private static KeptEvent event(ResultSet row) throws SQLException {
        JsonNode json = StripeJson.parse(row.getBytes("body")).orElseGet(MissingNode::getInstance);
        boolean livemode = row.getBoolean("livemode");
        return new KeptEvent(
                row.getString("event_id"),
                row.getString("type"),
                row.getLong("created"),
                row.wasNull() ? null : (Boolean) livemode,
                row.getString("lane"),
                row.getBoolean("open"),
                json,
                row.getString("trace_parent"));
    }
}
