package io.tollgate.local.load;

import io.tollgate.local.load.Report.Case;
import io.tollgate.local.stack.Stack;
import io.tollgate.local.stack.StackException;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * {@code ./run load quota}: how many takes and checks per second core answers on this machine, and
 * how that compares with the same rows written and read in plain JDBC. All sides are measured in
 * turn, on a durable stack of their own.
 */
public final class QuotaLoad {

    private static final int[] CONNECTIONS = {1, 32};

    private static final int MANY = 1000;

    /** Long enough for the JIT compilers of both processes to be through with what is hot. */
    private static final Duration WARM_UP = Duration.ofSeconds(10);

    private final Stack stack;
    private final LoadOptions options;
    private final PrintStream out;
    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final List<String> hot = List.of("user-hot");
    private final List<String> many = new ArrayList<>();

    private QuotaLoad(Stack stack, LoadOptions options, PrintStream out) {
        this.stack = stack;
        this.options = options;
        this.out = out;
        for (int i = 0; i < MANY; i++) {
            many.add("user-" + i);
        }
    }

    public static void main(String[] arguments) {
        try {
            LoadOptions options = LoadOptions.parse(List.of(arguments));
            System.exit(run(options, System.out) ? 0 : 1);
        } catch (IllegalArgumentException e) {
            System.err.println("./run load quota: " + e.getMessage() + " (see ./run --help)");
            System.exit(2);
        } catch (StackException | IOException | SQLException e) {
            System.err.println("./run load quota: " + e.getMessage());
            System.exit(1);
        }
    }

    private static boolean run(LoadOptions options, PrintStream out)
            throws IOException, SQLException {
        if (options.coreDown()) {
            throw new IllegalArgumentException("--core-down leaves nobody to take from");
        }
        Stack stack = Stack.builder().build();
        Thread onSignal = new Thread(stack::close, "stop");
        Runtime.getRuntime().addShutdownHook(onSignal);
        try {
            out.println("Starting a stack of its own ...");
            return new QuotaLoad(stack.start(), options, out).measure();
        } finally {
            stack.close();
        }
    }

    private boolean measure() throws IOException, SQLException {
        List<String> all = new ArrayList<>(hot);
        all.addAll(many);
        Subscribers.add(stack, all);
        QuotaBaseline baseline = new QuotaBaseline(stack.coreDatabase());
        baseline.create(all);
        List<Side> sides =
                List.of(
                        side("hot", "consume", hot),
                        baseline.takes("hot JDBC", hot),
                        side("many", "consume", many),
                        baseline.takes("many JDBC", many),
                        side("check", "check", many),
                        baseline.checks("check JDBC", many));
        out.println("Warming up ...");
        for (Side side : sides) {
            failed.addAndGet(
                    side.run(32, WARM_UP.dividedBy(side instanceof JdbcSide ? 4 : 1)).failed());
        }
        Report report = rounds(sides);
        out.printf(
                "%nTakes of one hot counter and of %d counters, and checks, over HTTP, on a durable"
                    + " PostgreSQL,%nbeside the same rows in plain JDBC (counter, ledger and key;"
                    + " or what a check reads).%nMedians of %d rounds of %d s, in turn.%n",
                MANY, options.rounds(), options.round().toSeconds());
        report.print(out);
        return isRight();
    }

    private Side side(String name, String call, List<String> users) {
        URI target = stack.core().url().resolve("/internal/quota/" + call);
        return new QuotaSide(name, target, stack.secrets().productApiKey(), users, requests);
    }

    private Report rounds(List<Side> sides) throws IOException, SQLException {
        Map<String, String> baselines = new LinkedHashMap<>();
        sides.stream()
                .map(Side::name)
                .filter(name -> !name.endsWith("JDBC"))
                .forEach(name -> baselines.put(name, name + " JDBC"));
        Report report = new Report(baselines);
        for (int round = 1; round <= options.rounds(); round++) {
            out.printf("Round %d of %d ...%n", round, options.rounds());
            for (int connections : CONNECTIONS) {
                for (Side side : sides) {
                    Samples samples = side.run(connections, options.round());
                    failed.addAndGet(samples.failed());
                    report.add(new Case(side.name(), connections), samples);
                }
            }
        }
        return report;
    }

    /** Every take that was answered is in a counter, in the ledger and under its key. */
    private boolean isRight() throws SQLException {
        long used = number("SELECT sum(used) FROM usage");
        long booked = number("SELECT sum(delta) FROM usage_ledger");
        long keys = number("SELECT count(*) FROM quota_key");
        out.printf(
                "%d requests, %d failed; %d taken, %d in the ledger, %d keys%n",
                requests.get(), failed.get(), used, booked, keys);
        boolean right = failed.get() == 0 && used == booked && used == keys;
        if (!right) {
            out.println("FAILED: requests failed, or counters, ledger and keys differ");
        }
        return right;
    }

    private long number(String sql) throws SQLException {
        try (Connection connection = stack.coreDatabase().connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
