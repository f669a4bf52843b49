package io.tollgate.core.quota;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.tollgate.core.plan.Catalogues;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import javax.sql.DataSource;

/** Takes and gives back: joins the commands that wait, and has each batch carried out. */
@ApplicationScoped
class Takes {

    private final Joiner<Command, Outcome> joiner;

    Takes(
            DataSource dataSource,
            Catalogues catalogues,
            Supplier<UUID> ids,
            QuotaConfig config,
            MeterRegistry metrics) {
        CommandBatch batch =
                new CommandBatch(
                        dataSource,
                        catalogues,
                        () -> "rsv_" + ids.get().toString().replace("-", ""));
        joiner =
                new Joiner<>(
                        "quota-takes",
                        new Joiner.Bounds(
                                config.queueRequests(), config.batchRequests(), config.waitLimit()),
                        batch::execute);
        Gauge.builder("tollgate.quota.queue", joiner, Joiner::waiting)
                .description("Takes that wait for their counter")
                .register(metrics);
    }

    void start(@Observes StartupEvent event) {
        joiner.start();
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        joiner.stop();
    }

    /** Completes after the commit; fails if the database is away or too many wait. */
    CompletableFuture<Outcome> submit(Command command) {
        return joiner.ask(command);
    }
}
