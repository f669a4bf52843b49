package io.tollgate.billing.dispatch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tollgate.billing.core.Delivery;
import io.tollgate.billing.inbox.KeptEvent;
import io.tollgate.billing.inbox.Reason;
import io.tollgate.billing.normalise.Snapshot;
import io.tollgate.billing.normalise.UpdateBuilder;
import io.tollgate.contracts.subscription.SubscriptionUpdate;
import io.tollgate.contracts.subscription.SubscriptionUpdateResult;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Works on one claimed lane: adds up its events, tells core, settles. No transaction is open while
 * core is called, and a crash at any point only costs a repeat.
 */
final class Worker {

    private static final Logger LOG = Logger.getLogger(Worker.class);

    private final LaneTable lanes;
    private final Function<SubscriptionUpdate, Delivery> core;
    private final Breaker breaker;
    private final Backoff backoff;
    private final DispatchConfig config;
    private final ObjectMapper json;

    Worker(
            LaneTable lanes,
            Function<SubscriptionUpdate, Delivery> core,
            Breaker breaker,
            Backoff backoff,
            DispatchConfig config,
            ObjectMapper json) {
        this.lanes = lanes;
        this.core = core;
        this.breaker = breaker;
        this.backoff = backoff;
        this.config = config;
        this.json = json;
    }

    void work(Claim claim, List<KeptEvent> events) throws SQLException {
        // The state comes from the kept events. With an API key, this is where the subscription as
        // Stripe has it now would take the place of the fold's decision.
        LaneView view = LaneView.of(read(claim.state()), claim.paidThrough(), events);
        if (claim.failingFor().compareTo(config.giveUpAfter()) > 0) {
            park(claim, view, Reason.GAVE_UP);
        } else if (view.decision() == null) {
            // Only invoices so far: what they paid is remembered for when the rest arrives.
            park(claim, view, Reason.SUBSCRIPTION_UNKNOWN);
        } else {
            forward(claim, view, view.decision());
        }
    }

    private void forward(Claim claim, LaneView view, Fold.Result decision) throws SQLException {
        Optional<SubscriptionUpdate> update =
                UpdateBuilder.build(
                        decision.winner().snapshot(),
                        view.paidThrough(),
                        view.asOf(),
                        claim.sequence());
        if (update.isEmpty()) {
            park(claim, view, Reason.UNKNOWN_SHAPE);
            return;
        }
        if (claim.leaseLeft().compareTo(config.leaseLeftToForward()) < 0) {
            giveBack(claim, Duration.ZERO, false, "lease nearly over");
            return;
        }
        switch (core.apply(update.get())) {
            case Delivery.Answered answer -> {
                breaker.succeeded();
                answered(claim, view, answer);
            }
            case Delivery.SequenceTaken() -> {
                breaker.succeeded();
                jump(claim, claim.sequence());
            }
            case Delivery.Rejected(String why) -> {
                breaker.succeeded();
                LOG.errorf("core rejects lane=%s %s", claim.lane(), why);
                park(claim, view, Reason.CORE_REJECTED);
            }
            case Delivery.Unavailable(String why) -> unavailable(claim, why);
        }
    }

    private void answered(Claim claim, LaneView view, Delivery.Answered answer)
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
        boolean settled = settle(claim, view, view.forwarded(answer.outcome()));
        for (String event : view.useful()) {
            LOG.infof(
                    "forwarded event=%s lane=%s sequence=%d outcome=%s settled=%b",
                    event, claim.lane(), claim.sequence(), answer.outcome(), settled);
        }
    }

    private void unavailable(Claim claim, String why) throws SQLException {
        boolean counted = !breaker.open();
        breaker.failed();
        giveBack(claim, backoff.after(claim.attempts()), counted, why);
    }

    private void giveBack(Claim claim, Duration wait, boolean counted, String why)
            throws SQLException {
        LOG.warnf(
                "lane waits lane=%s attempts=%d wait=%s cause=%s",
                claim.lane(), claim.attempts(), wait, why);
        lanes.retry(claim, wait, counted, why);
    }

    private void jump(Claim claim, long held) throws SQLException {
        boolean jumped = lanes.jump(claim, held);
        LOG.warnf(
                "core is ahead lane=%s sequence=%d core=%d jumped=%b",
                claim.lane(), claim.sequence(), held, jumped);
    }

    private void park(Claim claim, LaneView view, Reason reason) throws SQLException {
        boolean settled = settle(claim, view, view.parked(reason));
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

    private boolean settle(Claim claim, LaneView view, List<Mark> marks) throws SQLException {
        Fold.Result decision = view.decision();
        Snapshot state = decision == null ? null : decision.winner().snapshot();
        return lanes.settle(
                claim,
                new LaneResult(
                        marks,
                        write(state),
                        view.paidThrough(),
                        decision != null
                                && (decision.tie()
                                        || decision.winner().snapshot().itemsTruncated()),
                        view.moreWaits()));
    }

    private @Nullable Snapshot read(@Nullable String state) {
        try {
            return state == null ? null : json.readValue(state, Snapshot.class);
        } catch (JsonProcessingException e) {
            // Written by a newer version of this service: the kept events are what counts.
            LOG.warnf("saved state unreadable, deciding from kept events only");
            return null;
        }
    }

    private @Nullable String write(@Nullable Snapshot state) {
        try {
            return state == null ? null : json.writeValueAsString(state);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a snapshot is always writable", e);
        }
    }
}
