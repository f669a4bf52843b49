package io.tollgate.local.tour;

import io.tollgate.local.client.Pair;
import io.tollgate.local.stack.Await;
import io.tollgate.local.stripe.Ids;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;

/**
 * Shows the main jobs on a running pair: a customer's life and an order's at the stand-in for
 * Stripe, and after each step what core must come to say.
 */
public final class Tour {

    /** Far more than a delivery, a fetch and a forward take; a retry or two fit in. */
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final Pair pair;
    private final PrintStream out;

    public Tour(Pair pair, PrintStream out) {
        this.pair = pair;
        this.out = out;
    }

    /**
     * Runs all steps with fresh ids, from the moment that Stripe's clock shows; whether every
     * expectation held. An interrupt ends it early.
     */
    public boolean run() {
        Instant now = stripesNow();
        Ids ids = new Ids(RandomGenerator.getDefault());
        int steps = 0;
        int failed = 0;
        for (Script script :
                List.of(SubscriptionScript.on(pair, now, ids), OrderScript.on(pair, ids))) {
            failed += tell(script);
            steps += script.steps().size();
            if (Thread.currentThread().isInterrupted()) {
                return false;
            }
        }
        sum(steps, failed);
        return failed == 0;
    }

    private Instant stripesNow() {
        try {
            return Instant.ofEpochSecond(pair.standIn().now());
        } catch (IOException e) {
            throw new UncheckedIOException("the stand-in does not answer", e);
        }
    }

    /** Runs one story; how many of its steps failed. */
    private int tell(Script script) {
        Table table = new Table(script.heading(), out);
        table.header(script.userId());
        int failed = 0;
        for (Step step : script.steps()) {
            Outcome outcome = perform(step, script);
            if (Thread.currentThread().isInterrupted()) {
                return failed;
            }
            table.row(outcome);
            failed += outcome.isAsExpected() ? 0 : 1;
        }
        return failed;
    }

    private void sum(int steps, int failed) {
        out.println();
        if (failed == 0) {
            out.printf("All %d steps went as expected.%n", steps);
        } else {
            out.printf("%d of %d steps FAILED.%n", failed, steps);
        }
    }

    private static Outcome perform(Step step, Script script) {
        try {
            int http = step.act().perform();
            return new Outcome(step, http, seen(script, step.expected()));
        } catch (IOException e) {
            return new Outcome(step, 0, script.unknown());
        }
    }

    private static Seen seen(Script script, Expectation expected) {
        AtomicReference<Seen> last = new AtomicReference<>(script.unknown());
        Await.until(
                TIMEOUT,
                () -> {
                    last.set(ask(script));
                    return last.get().equals(expected.seen());
                });
        return last.get();
    }

    private static Seen ask(Script script) {
        try {
            return script.question().ask();
        } catch (IOException e) {
            return script.unknown();
        }
    }
}
