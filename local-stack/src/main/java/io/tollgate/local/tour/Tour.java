package io.tollgate.local.tour;

import io.tollgate.local.client.CoreClient;
import io.tollgate.local.stack.Await;
import io.tollgate.local.stack.Stack;
import io.tollgate.local.stripe.Ids;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;

/**
 * Shows the main job on a running stack: a customer's life at the stand-in for Stripe, and after
 * each step what core must come to say.
 */
public final class Tour {

    /** Far more than a delivery, a fetch and a forward take; a retry or two fit in. */
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final Stack stack;
    private final CoreClient core;
    private final PrintStream out;

    public Tour(Stack stack, PrintStream out) {
        this.stack = stack;
        this.core = CoreClient.of(stack);
        this.out = out;
    }

    /**
     * Runs all steps with fresh ids; whether every expectation held. An interrupt ends it early.
     *
     * @param now what the clocks show: Stripe's is the same until the tour moves it
     */
    public boolean run(Instant now) {
        Script script = Script.on(stack, now, new Ids(RandomGenerator.getDefault()));
        Table table = new Table(out);
        table.header(script);
        int failed = 0;
        for (Step step : script.steps()) {
            Outcome outcome = perform(step, script);
            if (Thread.currentThread().isInterrupted()) {
                return false;
            }
            table.row(outcome);
            failed += outcome.isAsExpected() ? 0 : 1;
        }
        table.footer(script.steps().size(), failed);
        return failed == 0;
    }

    private Outcome perform(Step step, Script script) {
        try {
            int http = step.act().perform();
            return new Outcome(step, http, allowed(script.userId(), step.expected()));
        } catch (IOException e) {
            return new Outcome(step, 0, Allowed.UNKNOWN);
        }
    }

    private Allowed allowed(String userId, Expectation expected) {
        AtomicReference<Allowed> last = new AtomicReference<>(Allowed.UNKNOWN);
        Await.until(
                TIMEOUT,
                () -> {
                    last.set(ask(userId));
                    return last.get().equals(expected.allowed());
                });
        return last.get();
    }

    private Allowed ask(String userId) {
        try {
            return Allowed.of(core.quota(userId).body());
        } catch (IOException e) {
            return Allowed.UNKNOWN;
        }
    }
}
