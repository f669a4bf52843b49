package io.tollgate.billing.inbox;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * How long Stripe has delivered nothing to this replica, as a metric: an endpoint that was switched
 * off at Stripe is noticed by silence alone. A replica that starts goes on from what the database
 * has, and counts from its own start where there is nothing.
 */
@ApplicationScoped
class LastDelivery {

    private static final Logger LOG = Logger.getLogger(LastDelivery.class);

    /** What reconcile has fetched is no delivery. Read once, at the start, along the index. */
    private static final String NEWEST =
            "SELECT received_at FROM inbox_event WHERE via = 'webhook' ORDER BY id DESC LIMIT 1";

    private static final long NEVER = Long.MIN_VALUE;

    private final DataSource dataSource;
    private final Clock clock;
    private final long started;
    private final AtomicLong last = new AtomicLong(NEVER);

    LastDelivery(DataSource dataSource, Clock clock, MeterRegistry metrics) {
        this.dataSource = dataSource;
        this.clock = clock;
        this.started = clock.millis();
        Gauge.builder("tollgate.webhook.silence", this, LastDelivery::silence)
                .description("Time since the last delivery that was kept or known already")
                .baseUnit("seconds")
                .register(metrics);
    }

    void start(@Observes StartupEvent event) {
        try {
            read();
        } catch (SQLException e) {
            LOG.warnf("last delivery not read sqlstate=%s", e.getSQLState());
        }
    }

    /** Reads the newest delivery any replica has kept. */
    void read() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(NEWEST);
                ResultSet row = select.executeQuery()) {
            if (row.next()) {
                last.accumulateAndGet(row.getTimestamp(1).getTime(), Math::max);
            }
        }
    }

    /** Something came from Stripe, now. */
    void seen() {
        last.set(clock.millis());
    }

    private double silence() {
        long since = last.get();
        return Math.max(0, clock.millis() - (since == NEVER ? started : since)) / 1000.0;
    }
}
