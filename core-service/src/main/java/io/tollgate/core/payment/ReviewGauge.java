package io.tollgate.core.payment;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/** How many payments wait for a person, as a metric; read now and then, not at every scrape. */
@ApplicationScoped
class ReviewGauge {

    private static final Logger LOG = Logger.getLogger(ReviewGauge.class);

    private static final long EVERY_SECONDS = 15;

    private static final String COUNT = "SELECT count(*) FROM payment WHERE under_review";

    private final DataSource dataSource;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("payment-reviews").daemon(true).factory());
    private volatile double waiting;

    ReviewGauge(DataSource dataSource, MeterRegistry metrics) {
        this.dataSource = dataSource;
        Gauge.builder("tollgate.payments.under.review", this, gauge -> gauge.waiting)
                .description("Payments that do not fit their order and wait for a person")
                .register(metrics);
    }

    void start(@Observes StartupEvent event) {
        ScheduledFuture<?> _ =
                timer.scheduleWithFixedDelay(this::look, 0, EVERY_SECONDS, TimeUnit.SECONDS);
    }

    void stop(@Observes ShutdownEvent event) {
        timer.shutdownNow();
    }

    void look() {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(COUNT);
                ResultSet row = select.executeQuery()) {
            row.next();
            waiting = row.getLong(1);
        } catch (SQLException e) {
            LOG.warnf("reviews not counted sqlstate=%s", e.getSQLState());
        }
    }
}
