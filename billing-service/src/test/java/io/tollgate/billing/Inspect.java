package io.tollgate.billing;

import io.agroal.api.AgroalDataSource;
import io.quarkus.arc.Arc;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Looks into billing's database, and waits until it shows something. */
public final class Inspect {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Inspect() {}

    /** Waits until an event is in a state. */
    public static void awaitState(String eventId, String state) {
        until(
                "event " + eventId + " to be " + state,
                () ->
                        state.equals(
                                text("SELECT state FROM inbox_event WHERE event_id = ?", eventId)));
    }

    /** Waits until nothing of a lane waits. */
    public static void awaitLaneIdle(String lane) {
        until(
                "lane " + lane + " to be idle",
                () ->
                        "true"
                                .equals(
                                        text(
                                                "SELECT (due_at IS NULL AND lease_until IS"
                                                        + " NULL)::text FROM lane WHERE id = ?",
                                                lane)));
    }

    /** Waits until something holds. */
    public static void until(String what, BooleanSupplier holds) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("waited in vain for " + what);
            }
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
    }

    /** The one value a query finds, as text; null if there is none. */
    public static @Nullable String text(String sql, Object... parameters) {
        try (Connection connection = dataSource().getConnection();
                PreparedStatement query = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                query.setObject(i + 1, parameters[i]);
            }
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? row.getString(1) : null;
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Runs a statement. */
    public static void run(String sql, Object... parameters) {
        try (Connection connection = dataSource().getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            statement.execute();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static AgroalDataSource dataSource() {
        return Arc.container().instance(AgroalDataSource.class).get();
    }
}
