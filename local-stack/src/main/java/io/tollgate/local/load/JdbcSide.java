package io.tollgate.local.load;

import io.tollgate.local.stack.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A baseline: the same work in plain JDBC, with a thread and a connection for each client. */
final class JdbcSide implements Side {

    private final String name;
    private final Database database;
    private final Work work;

    /** Prepares its statements on a connection of its own. */
    interface Work {
        Once on(Connection connection) throws SQLException;
    }

    /** Does it once, committed. */
    interface Once {
        void run() throws SQLException;
    }

    JdbcSide(String name, Database database, Work work) {
        this.name = name;
        this.database = database;
        this.work = work;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Samples run(int connections, Duration duration) throws SQLException {
        List<Connection> opened = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(connections)) {
            for (int i = 0; i < connections; i++) {
                opened.add(database.connect());
            }
            long begin = System.nanoTime();
            long end = begin + duration.toNanos();
            List<Callable<Samples.Builder>> all = new ArrayList<>();
            opened.forEach(connection -> all.add(() -> repeatUntil(end, work.on(connection))));
            Samples.Builder samples = new Samples.Builder();
            for (Future<Samples.Builder> part : threads.invokeAll(all)) {
                samples.addAll(part.get());
            }
            return samples.build(Duration.ofNanos(System.nanoTime() - begin));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("interrupted", e);
        } catch (ExecutionException e) {
            throw new SQLException(e.getCause());
        } finally {
            for (Connection connection : opened) {
                connection.close();
            }
        }
    }

    private static Samples.Builder repeatUntil(long end, Once once) throws SQLException {
        Samples.Builder samples = new Samples.Builder();
        while (System.nanoTime() - end < 0) {
            long begin = System.nanoTime();
            once.run();
            samples.add(System.nanoTime() - begin);
        }
        return samples;
    }
}
