package io.tollgate.local.load;

import io.tollgate.local.load.Report.Case;
import io.tollgate.local.stack.Stack;
import io.tollgate.local.stack.StackException;
import java.io.IOException;
import java.io.PrintStream;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * {@code ./run load}: how many webhooks per second billing keeps on this machine, and how that
 * compares with inserting the same bytes row by row. Both sides are measured in turn, on a durable
 * stack of their own, each while nothing else is going on.
 */
public final class WebhookLoad {

    private static final int[] CONNECTIONS = {1, 32};

    /** Long enough for the JIT compilers of three processes to be through with what is hot. */
    private static final Duration WARM_UP = Duration.ofSeconds(20);

    /** What a round leaves is forwarded before the next begins; it must not cost the other side. */
    private static final Duration DRAIN = Duration.ofMinutes(5);

    private final Stack stack;
    private final LoadOptions options;
    private final PrintStream out;
    private final Bodies webhookBodies;
    private final WebhookSide webhook;
    private final InsertSide insert;
    private final InboxCount inbox;

    private WebhookLoad(Stack stack, LoadOptions options, PrintStream out) {
        this.stack = stack;
        this.options = options;
        this.out = out;
        RandomGenerator random = RandomGenerator.getDefault();
        this.webhookBodies = new Bodies("webhook", Instant.now(), random);
        this.webhook =
                new WebhookSide(
                        stack.billing(0).url().resolve("/webhook/stripe"),
                        webhookBodies,
                        stack.secrets().webhookSecret());
        this.insert =
                new InsertSide(
                        stack.billingDatabase(), new Bodies("insert", Instant.now(), random));
        this.inbox = new InboxCount(stack.billingDatabase(), webhookBodies.eventIdPattern());
    }

    public static void main(String[] arguments) {
        try {
            LoadOptions options = LoadOptions.parse(List.of(arguments));
            System.exit(run(options, System.out) ? 0 : 1);
        } catch (IllegalArgumentException e) {
            System.err.println("./run load: " + e.getMessage() + " (see ./run --help)");
            System.exit(2);
        } catch (StackException | IOException | SQLException e) {
            System.err.println("./run load: " + e.getMessage());
            System.exit(1);
        }
    }

    private static boolean run(LoadOptions options, PrintStream out)
            throws IOException, SQLException {
        Stack stack = Stack.builder().build();
        Thread onSignal = new Thread(stack::close, "stop");
        Runtime.getRuntime().addShutdownHook(onSignal);
        try {
            out.println("Starting a stack of its own ...");
            return new WebhookLoad(stack.start(), options, out).measure();
        } finally {
            stack.close();
        }
    }

    private boolean measure() throws IOException, SQLException {
        insert.createTable();
        out.println("Warming up ...");
        Samples first = webhook.run(32, WARM_UP);
        insert.run(32, WARM_UP.dividedBy(4));
        drain();
        if (options.coreDown()) {
            stack.core().stop();
        }
        Report report = rounds();
        if (options.coreDown()) {
            stack.core().start();
            awaitSettled();
        }
        out.printf(
                "%nWebhooks of %d bytes, signed and distinct, into a durable PostgreSQL, beside"
                        + " inserts of%nthe same bytes, one row per commit. Medians of %d rounds of"
                        + " %d s, in turn.%s%n",
                Bodies.BYTES,
                options.rounds(),
                options.round().toSeconds(),
                options.coreDown() ? " Core was down meanwhile." : "");
        report.print(out);
        return isComplete(first.failed() + report.failed());
    }

    private Report rounds() throws IOException, SQLException {
        Report report = new Report(Map.of("webhook", "insert"));
        for (int round = 1; round <= options.rounds(); round++) {
            out.printf("Round %d of %d ...%n", round, options.rounds());
            for (int connections : CONNECTIONS) {
                for (Side side : List.of(webhook, insert)) {
                    report.add(
                            new Case(side.name(), connections),
                            side.run(connections, options.round()));
                    drain();
                }
            }
        }
        return report;
    }

    /** Between two measurements: with core down, what waits does so quietly. */
    private void drain() {
        if (!options.coreDown() || stack.core().isAlive()) {
            awaitSettled();
        }
    }

    private void awaitSettled() {
        if (!inbox.awaitSettled(DRAIN)) {
            out.println("  (billing is still forwarding)");
        }
    }

    private boolean isComplete(long failed) throws SQLException {
        Map<String, Long> states = inbox.byState();
        long kept = states.values().stream().mapToLong(Long::longValue).sum();
        long missing = webhookBodies.count() - failed - kept;
        out.printf(
                "%d events sent, %d failed, %d in the inbox, by state %s%n",
                webhookBodies.count(), failed, kept, states);
        if (failed > 0 || missing > 0) {
            out.printf("FAILED: %d requests failed, %d accepted events miss%n", failed, missing);
            return false;
        }
        return true;
    }
}
