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

/**
 * Takes and gives back: joins the commands that wait, and has each batch carried out. Those of
 * users whose counters somebody holds for long wait apart, until their time is over.
 */
@ApplicationScoped
class Takes {

    private final Joiner<Command, Outcome> together;
    private final Joiner<Command, Outcome> apart;
    private final QuotaConfig config;

    Takes(
            DataSource dataSource,
            Catalogues catalogues,
            Supplier<UUID> ids,
            QuotaConfig config,
            MeterRegistry metrics) {
        this.config = config;
        Supplier<String> names = () -> "rsv_" + ids.get().toString().replace("-", "");
        Lanes lanes =
                new Lanes(
                        wait -> new CommandBatch(dataSource, catalogues, names, wait),
                        new HeldUsers(dataSource));
        Joiner.Bounds bounds =
                new Joiner.Bounds(
                        config.queueRequests(), config.batchRequests(), config.waitLimit());
        together = new Joiner<>("quota-takes", bounds, lanes::together);
        apart = new Joiner<>("quota-takes-apart", bounds, lanes::apart);
        Gauge.builder("tollgate.quota.queue", this, Takes::waiting)
                .description("Takes that wait for their counter")
                .register(metrics);
    }

    private int waiting() {
        return together.waiting() + apart.waiting();
    }

    void start(@Observes StartupEvent event) {
        together.start();
        apart.start();
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        together.stop();
        apart.stop();
    }

    /**
     * Completes after the commit; fails if the database is away, or it took too long. What was
     * asked may still be done then.
     */
    CompletableFuture<Outcome> submit(Command command) {
        CompletableFuture<Outcome> answer = new CompletableFuture<>();
        ask(together, command, answer);
        return Joiner.within(config.waitLimit(), answer);
    }

    private void ask(
            Joiner<Command, Outcome> joiner, Command command, CompletableFuture<Outcome> answer) {
        var _ =
                joiner.ask(command)
                        .whenComplete(
                                (outcome, failure) -> {
                                    if (failure != null) {
                                        answer.completeExceptionally(failure);
                                    } else if (!(outcome instanceof Outcome.HeldUp)) {
                                        answer.complete(outcome);
                                    } else if (!answer.isDone()) {
                                        ask(apart, command, answer);
                                    }
                                });
    }
}
