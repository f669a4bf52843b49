package io.tollgate.core.quota;

import io.tollgate.core.Api;
import io.tollgate.core.plan.Catalogues;
import io.tollgate.core.quota.Command.Keyed;
import io.tollgate.core.quota.Command.Mode;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;

/** The taking part of one more process of the service: a queue, a thread and connections. */
final class Replica implements AutoCloseable {

    private static final Duration WAIT_LIMIT = Duration.ofSeconds(60);

    private final Joiner<Command, Outcome> joiner;

    Replica(String name, DataSource dataSource, Catalogues catalogues) {
        CommandBatch batch =
                new CommandBatch(
                        dataSource, catalogues, () -> Api.fresh("rsv_"), Duration.ofSeconds(30));
        joiner = new Joiner<>(name, new Joiner.Bounds(10_000, 64, WAIT_LIMIT), batch::execute);
        joiner.start();
    }

    CompletableFuture<Outcome> submit(Command command) {
        return joiner.ask(command);
    }

    static Keyed take(Mode mode, Counter counter, String key, long amount) {
        return new Keyed(
                mode,
                counter.userId(),
                key,
                List.of(new Amount(counter.resource(), amount)),
                Duration.ofMinutes(10));
    }

    @Override
    public void close() throws InterruptedException {
        joiner.stop();
    }
}
