package io.tollgate.core.quota;

import io.tollgate.core.plan.Catalogue;
import io.tollgate.core.plan.Catalogues;
import io.tollgate.core.quota.Books.Writes;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import javax.sql.DataSource;

/**
 * Carries out commands together in one short transaction: lock the counters, read what decides,
 * decide one by one, write, commit. Every answer is of something committed.
 */
final class CommandBatch {

    /**
     * A rival key or a new counter costs one more; more than a few in a row mean something else.
     */
    private static final int MAX_TRIES = 8;

    /** SQLSTATE class of deadlocks and the like: the same again may work. */
    private static final String TRY_AGAIN = "40";

    private static final String LOCK_TIMEOUT = "55P03";

    private final DataSource dataSource;
    private final Catalogues catalogues;
    private final Supplier<String> ids;
    private final Duration lockWait;

    /**
     * Batches on these connections.
     *
     * @param lockWait how long a batch waits for a lock before it fails with {@code 55P03}
     */
    CommandBatch(
            DataSource dataSource, Catalogues catalogues, Supplier<String> ids, Duration lockWait) {
        this.dataSource = dataSource;
        this.catalogues = catalogues;
        this.ids = ids;
        this.lockWait = lockWait;
    }

    /** How one try ended. */
    private sealed interface Tried {

        record Done(List<Outcome> outcomes) implements Tried {}

        /** These have to be made first: a row that is not there cannot be locked. */
        record Missing(Set<Counter> counters) implements Tried {}

        /** Another process used one of the keys meanwhile; by now its answer can be read. */
        record RivalKey() implements Tried {}
    }

    /**
     * The outcomes, in the order of the commands.
     *
     * @throws SQLException if the database is at fault; where a command is, only that one fails
     */
    List<Outcome> execute(List<Command> commands) throws SQLException {
        try {
            return tryRepeatedly(commands);
        } catch (SQLException e) {
            if (!isDataError(e)) {
                throw e;
            }
            return oneByOne(commands, e);
        } catch (RuntimeException e) {
            return oneByOne(commands, e);
        }
    }

    /** SQLSTATE classes 22 (data exception) and 23 (constraint): a row is at fault. */
    private static boolean isDataError(SQLException e) {
        String state = e.getSQLState();
        return state != null && (state.startsWith("22") || state.startsWith("23"));
    }

    /** Somebody held a counter, or a key, for longer than a batch waits. */
    static boolean isLockTimeout(SQLException e) {
        return LOCK_TIMEOUT.equals(e.getSQLState());
    }

    /** One that is at fault must not fail its neighbours. */
    private List<Outcome> oneByOne(List<Command> commands, Exception together) {
        if (commands.size() == 1) {
            return List.of(new Outcome.Failed(together));
        }
        List<Outcome> outcomes = new ArrayList<>();
        SQLException away = null;
        for (Command command : commands) {
            if (away != null) {
                outcomes.add(new Outcome.Failed(away));
                continue;
            }
            try {
                outcomes.addAll(execute(List.of(command)));
            } catch (SQLException e) {
                if (isLockTimeout(e)) {
                    outcomes.add(new Outcome.HeldUp());
                } else {
                    // What was committed before it stays; each of the others would wait in vain.
                    away = e;
                    outcomes.add(new Outcome.Failed(e));
                }
            }
        }
        return outcomes;
    }

    private List<Outcome> tryRepeatedly(List<Command> commands) throws SQLException {
        for (int tries = 1; tries <= MAX_TRIES; tries++) {
            try (Connection connection = dataSource.getConnection()) {
                switch (once(connection, commands)) {
                    case Tried.Done(List<Outcome> outcomes) -> {
                        return outcomes;
                    }
                    // In a transaction of its own, which holds no other lock.
                    case Tried.Missing(Set<Counter> counters) ->
                            CounterRows.add(connection, counters);
                    case Tried.RivalKey() -> {}
                }
            } catch (SQLException e) {
                String state = e.getSQLState();
                if (state == null || !state.startsWith(TRY_AGAIN) || tries == MAX_TRIES) {
                    throw e;
                }
            }
        }
        throw new SQLException(
                "counters could not be had in " + MAX_TRIES + " tries", LOCK_TIMEOUT);
    }

    private Tried once(Connection connection, List<Command> commands) throws SQLException {
        connection.setAutoCommit(false);
        boolean committed = false;
        try {
            Tried tried = decide(connection, commands);
            if (tried instanceof Tried.Done) {
                connection.commit();
                committed = true;
            }
            return tried;
        } finally {
            if (!committed) {
                connection.rollback();
            }
            connection.setAutoCommit(true);
        }
    }

    private Tried decide(Connection connection, List<Command> commands) throws SQLException {
        Catalogue catalogue = catalogues.current();
        Set<Counter> ofPromises = FactsReader.countersOf(connection, Need.promisesIn(commands));
        Need need = Need.of(commands, ofPromises);
        Facts facts = FactsReader.lockAndRead(connection, need, lockWait, catalogue);
        Set<Counter> missing = new TreeSet<>(need.counters());
        missing.removeAll(facts.balances().keySet());
        if (!missing.isEmpty()) {
            return new Tried.Missing(missing);
        }
        FactsReader.lookUpUnbooked(connection, facts, Need.recounted(commands));
        Books books = new Books(facts);
        Decider decider = new Decider(books, new Terms(facts, catalogue), ids);
        List<Outcome> outcomes = commands.stream().map(decider::decide).toList();
        Writes writes = books.writes();
        if (!writes.isEmpty() && !WritesWriter.write(connection, writes)) {
            return new Tried.RivalKey();
        }
        NoticeTable.add(connection, writes.notices());
        return new Tried.Done(outcomes);
    }
}
