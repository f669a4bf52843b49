package io.tollgate.core.quota;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.tollgate.core.plan.Catalogue;
import io.tollgate.core.plan.Catalogues;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;

/** Reads what users may do; questions that wait share a reading. */
@ApplicationScoped
class Quotas {

    private final Joiner<String, View> joiner;
    private final DataSource dataSource;
    private final Catalogues catalogues;

    Quotas(DataSource dataSource, Catalogues catalogues, QuotaConfig config) {
        this.dataSource = dataSource;
        this.catalogues = catalogues;
        joiner =
                new Joiner<>(
                        "quota-reads",
                        new Joiner.Bounds(
                                config.queueRequests(), config.batchRequests(), config.waitLimit()),
                        this::read);
    }

    void start(@Observes StartupEvent event) {
        joiner.start();
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        joiner.stop();
    }

    /** What the user may do, as of a moment between asking and answering. */
    CompletableFuture<View> of(String userId) {
        return joiner.ask(userId);
    }

    private List<View> read(List<String> userIds) throws SQLException {
        Catalogue catalogue = catalogues.current();
        Set<String> distinct = new TreeSet<>(userIds);
        try (Connection connection = dataSource.getConnection()) {
            Facts facts = FactsOfUsers.read(connection, distinct, catalogue);
            return userIds.stream().map(user -> new View(user, facts, catalogue)).toList();
        }
    }
}
