package io.tollgate.core;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.Mock;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * A clock that tests turn by hand, and the database's clock with it. It stands still at a fixed
 * second until they do.
 */
@Mock
@ApplicationScoped
public class TurnableClock extends Clock {

    /** 2024-03-10T12:00:00Z, ten days before the sample period of the tests ends. */
    public static final Instant START = Instant.ofEpochSecond(1_710_072_000L);

    private final AgroalDataSource source;
    private volatile @Nullable Instant now = START;

    TurnableClock(AgroalDataSource source) {
        this.source = source;
    }

    /** Turns it to a second. */
    public void setTo(long epochSecond) {
        now = Instant.ofEpochSecond(epochSecond);
        turnDatabase("SELECT to_timestamp(" + epochSecond + ")");
    }

    /** Lets it go as the machine's clock does. */
    public void follow() {
        now = null;
        turnDatabase("SELECT clock_timestamp()");
    }

    /** Puts it back to {@link #START}. */
    public void reset() {
        setTo(START.getEpochSecond());
    }

    private void turnDatabase(String time) {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "CREATE OR REPLACE FUNCTION core_now() RETURNS timestamptz LANGUAGE sql"
                            + " VOLATILE AS '"
                            + time
                            + "'");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Instant instant() {
        Instant fixed = now;
        return fixed == null ? Instant.now() : fixed;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return Clock.fixed(instant(), zone);
    }
}
