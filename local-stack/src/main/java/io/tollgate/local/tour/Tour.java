package io.tollgate.local.tour;

import io.tollgate.local.client.BillingClient;
import io.tollgate.local.client.CoreClient;
import io.tollgate.local.stack.Await;
import io.tollgate.local.stack.Stack;
import io.tollgate.local.stripe.Ids;
import io.tollgate.local.stripe.StripeEvent;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;

/**
 * Shows the main job on a running stack: posts a subscription's life, and after each step waits
 * until billing is done with the event and core says what it must.
 */
public final class Tour {

    /** Far more than a forward takes; a retry or two fit in. */
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private static final Set<String> UNSETTLED = Set.of("", "pending");

    private final BillingClient billing;
    private final CoreClient core;
    private final PrintStream out;

    public Tour(Stack stack, PrintStream out) {
        this.billing = BillingClient.of(stack, 0);
        this.core = CoreClient.of(stack);
        this.out = out;
    }

    /**
     * Runs all steps with fresh ids; whether every expectation held. An interrupt ends it early.
     */
    public boolean run(Instant now) {
        Script script = Script.at(now, new Ids(RandomGenerator.getDefault()));
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
            int http = act(step, script);
            boolean settled = isSettled(step);
            return new Outcome(step, http, allowed(script.userId(), step.expected()), settled);
        } catch (IOException e) {
            return new Outcome(step, 0, Allowed.UNKNOWN, false);
        }
    }

    private int act(Step step, Script script) throws IOException {
        return switch (step) {
            case Step.Link _ -> core.link(script.userId(), script.customerId()).status();
            case Step.Post(_, StripeEvent event, _) -> billing.post(event).status();
            case Step.Forge(_, StripeEvent event, _) ->
                    billing.signingWith("whsec_test_not_the_secret").post(event).status();
        };
    }

    /** A posted event must be dealt with; a forged one must not even be known. */
    private boolean isSettled(Step step) throws IOException {
        return switch (step) {
            case Step.Link _ -> true;
            case Step.Post(_, StripeEvent event, _) ->
                    Await.until(TIMEOUT, () -> !UNSETTLED.contains(state(event)));
            case Step.Forge(_, StripeEvent event, _) ->
                    billing.admin("/admin/events/" + event.id()).status() == 404;
        };
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

    private String state(StripeEvent event) {
        try {
            return billing.eventState(event.id());
        } catch (IOException e) {
            return "";
        }
    }
}
