package io.tollgate.billing.dispatch;

import io.tollgate.billing.core.Delivery;
import io.tollgate.billing.inbox.KeptEvent;
import io.tollgate.billing.inbox.Reason;
import io.tollgate.contracts.subscription.SubscriptionUpdateResult;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Works on one claimed lane: finds out what is true there now, tells core, settles. No transaction
 * is open while Stripe or core is called, and a crash at any point only costs a repeat.
 */
final class Worker {

    private static final Logger LOG = Logger.getLogger(Worker.class);

    private static final Set<Reason> WAITS_FOR_MORE =
            Set.of(Reason.SUBSCRIPTION_UNKNOWN, Reason.PAYMENT_UNKNOWN);

    private final LaneTable lanes;
    private final Jobs jobs;
    private final CoreCalls core;
    private final Breakers breakers;
    private final Backoff backoff;
    private final DispatchConfig config;

    Worker(
            LaneTable lanes,
            Jobs jobs,
            CoreCalls core,
            Breakers breakers,
            Backoff backoff,
            DispatchConfig config) {
        this.lanes = lanes;
        this.jobs = jobs;
        this.core = core;
        this.breakers = breakers;
        this.backoff = backoff;
        this.config = config;
    }

    void work(Claim claim, List<KeptEvent> events) throws SQLException {
        Job job = jobs.of(claim, events);
        View view = job.view();
        if (claim.failingFor().compareTo(config.giveUpAfter()) > 0) {
            park(claim, view, Reason.GAVE_UP, view.paidThrough(), new Present.Doubt(true, null));
            return;
        }
        // Only a worker that began with the breaker open is a probe; others were on their way.
        boolean probe = breakers.core().open() && job.asksStripe();
        if (probe && !core.reachable().getAsBoolean()) {
            unavailable(claim, config.breakerProbe(), "core is still away");
            return;
        }
        Duration nextProbe = probe ? config.breakerCostlyProbe() : config.breakerProbe();
        switch (job.find()) {
            case Present.Known known when isOldNews(claim, view, known) ->
                    giveBack(claim, new Retry(later(claim, known), true, true, "without Stripe"));
            case Present.Known known -> forward(claim, view, known, nextProbe);
            // Only what depends on it so far: kept open for when the rest arrives.
            case Present.Unknown(Reason reason, Long paidThrough, Present.Doubt doubt) ->
                    park(claim, view, reason, paidThrough, doubt);
            case Present.Unusable(Reason reason) -> park(claim, view, reason);
            case Present.Done(String outcome) -> done(claim, view, outcome);
            case Present.CoreAway() ->
                    unavailable(claim, config.breakerProbe(), "core could not be asked");
            case Present.Later(boolean counted, String why) ->
                    giveBack(claim, new Retry(backoff.after(claim.attempts()), counted, true, why));
        }
    }

    /** Core need not be told. */
    private void done(Claim claim, View view, String outcome) throws SQLException {
        LaneSpan.outcome(outcome);
        lanes.settle(
                claim,
                new LaneResult(view.forwarded(outcome), null, null, false, null, view.moreWaits()));
    }

    /** Due only to ask Stripe, which could not be asked: core was told what the events say. */
    private static boolean isOldNews(Claim claim, View view, Present.Known known) {
        return known.doubt().fetchLater() != null
                && claim.cause() == null
                && claim.state() != null
                && view.useful().isEmpty()
                && view.useless().isEmpty();
    }

    private Duration later(Claim claim, Present.Known known) {
        Duration wait = backoff.after(claim.attempts());
        Duration atLeast = known.doubt().fetchLater();
        return atLeast == null || wait.compareTo(atLeast) > 0 ? wait : atLeast;
    }

    private void forward(Claim claim, View view, Present.Known now, Duration nextProbe)
            throws SQLException {
        if (claim.leaseLeft().compareTo(config.leaseLeftToForward()) < 0) {
            giveBack(claim, new Retry(Duration.ZERO, false, false, "lease nearly over"));
            return;
        }
        Optional<Delivery> told = now.telling().tell(core, claim.sequence());
        if (told.isEmpty()) {
            park(claim, view, Reason.UNKNOWN_SHAPE);
            return;
        }
        switch (told.get()) {
            case Delivery.Answered answer -> {
                breakers.core().succeeded();
                answered(claim, view, now, answer);
            }
            case Delivery.SequenceTaken() -> {
                breakers.core().succeeded();
                jump(claim, claim.sequence());
            }
            case Delivery.Rejected(String why) -> {
                breakers.core().succeeded();
                LOG.errorf("core rejects lane=%s %s", claim.lane(), why);
                park(claim, view, Reason.CORE_REJECTED);
            }
            case Delivery.Unavailable(String why) -> unavailable(claim, nextProbe, why);
        }
    }

    private void answered(Claim claim, View view, Present.Known now, Delivery.Answered answer)
            throws SQLException {
        Long held = answer.sequence();
        boolean behind =
                answer.outcome().equals(SubscriptionUpdateResult.STALE)
                        && held != null
                        && held >= claim.sequence();
        if (behind && held != null) {
            jump(claim, held);
            return;
        }
        LaneSpan.outcome(answer.outcome());
        boolean settled =
                lanes.settle(
                        claim,
                        new LaneResult(
                                view.forwarded(answer.outcome()),
                                now.telling().state(),
                                now.telling().paidThrough(),
                                now.doubt().needsFetch(),
                                now.doubt().fetchLater(),
                                view.moreWaits()));
        LOG.infof(
                "forwarded lane=%s sequence=%d outcome=%s settled=%b cause=%s events=%s",
                claim.lane(),
                claim.sequence(),
                answer.outcome(),
                settled,
                claim.cause() == null ? "events" : claim.cause(),
                view.useful());
    }

    /**
     * Core took nothing.
     *
     * @param nextProbe longer after a probe in vain that has cost a call of Stripe
     */
    private void unavailable(Claim claim, Duration nextProbe, String why) throws SQLException {
        boolean counted = !breakers.core().open();
        breakers.core().failed(nextProbe);
        giveBack(claim, new Retry(backoff.after(claim.attempts()), counted, false, why));
    }

    private void giveBack(Claim claim, Retry how) throws SQLException {
        LaneSpan.failed(how.error());
        LOG.warnf(
                "lane waits lane=%s attempts=%d wait=%s cause=%s",
                claim.lane(), claim.attempts(), how.dueIn(), how.error());
        lanes.retry(claim, how);
    }

    private void jump(Claim claim, long held) throws SQLException {
        boolean jumped = lanes.jump(claim, held);
        LOG.warnf(
                "core is ahead lane=%s sequence=%d core=%d jumped=%b",
                claim.lane(), claim.sequence(), held, jumped);
    }

    /** Parks what waits, and keeps what is known. */
    private void park(Claim claim, View view, Reason reason) throws SQLException {
        park(claim, view, reason, view.paidThrough(), new Present.Doubt(view.unsure(), null));
    }

    private void park(
            Claim claim, View view, Reason reason, @Nullable Long paidThrough, Present.Doubt doubt)
            throws SQLException {
        LaneSpan.outcome(reason.wire());
        boolean settled =
                lanes.settle(
                        claim,
                        new LaneResult(
                                view.parked(reason),
                                view.known(),
                                paidThrough,
                                doubt.needsFetch(),
                                doubt.fetchLater(),
                                // Such events stay open: the sweep finds what waits behind them.
                                !WAITS_FOR_MORE.contains(reason) && view.moreWaits()));
        if (!view.useful().isEmpty()) {
            LOG.log(
                    reason.audience() == Reason.Audience.OPERATOR
                            ? Logger.Level.ERROR
                            : Logger.Level.INFO,
                    String.format(
                            Locale.ROOT,
                            "parked lane=%s events=%s reason=%s settled=%b",
                            claim.lane(),
                            view.useful(),
                            reason.wire(),
                            settled));
        }
    }
}
