package io.tollgate.billing.inbox;

import io.tollgate.billing.audit.Actions;
import io.tollgate.billing.audit.Operator;
import io.tollgate.contracts.problem.ProblemCode;
import io.tollgate.contracts.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.jboss.logging.Logger;

/** Replays for an operator, each kept as an action of theirs. */
@ApplicationScoped
public class Replays {

    private static final Logger LOG = Logger.getLogger(Replays.class);

    /** Events replayed for one answer of an operator: some seconds. */
    public static final int MOST = 10_000;

    private final Replay replay;
    private final Actions actions;

    Replays(Replay replay, Actions actions) {
        this.replay = replay;
        this.actions = actions;
    }

    /**
     * Makes one event wait again and its lane due.
     *
     * @throws ProblemException {@code not_found}
     */
    public Replay.Result one(Operator by, String eventId) throws SQLException {
        return actions.keep(
                by,
                new Actions.Deed("replay", eventId, Map.of()),
                () -> replay.one(eventId).orElseThrow(Replays::unknown),
                Replays::told);
    }

    /** Makes the next parked events of one reason wait again, those that arrived after a number. */
    public Replay.Result allOf(Operator by, Reason reason, long after) throws SQLException {
        return actions.keep(
                by,
                new Actions.Deed(
                        "replay_reason", null, Map.of("reason", reason.wire(), "after", after)),
                () -> replay.allOf(reason, after),
                Replays::told);
    }

    /**
     * The same in steps, each a transaction of its own, up to {@link #MOST} events; kept as one
     * action with the sum. Where a step fails, it ends with what was done before.
     */
    public Replay.Result manyOf(Operator by, Reason reason, long after) throws SQLException {
        return actions.keep(
                by,
                new Actions.Deed(
                        "replay_reason", null, Map.of("reason", reason.wire(), "after", after)),
                () -> inSteps(reason, after),
                Replays::told);
    }

    private Replay.Result inSteps(Reason reason, long after) throws SQLException {
        Replay.Result sum = replay.allOf(reason, after);
        for (int done = Replay.AT_ONCE; done < MOST; done += Replay.AT_ONCE) {
            Long next = sum.next();
            if (next == null) {
                break;
            }
            try {
                sum = sum(sum, replay.allOf(reason, next));
            } catch (SQLException e) {
                LOG.errorf("replay stopped after=%d sqlstate=%s", next, e.getSQLState());
                break;
            }
        }
        return sum;
    }

    private static Replay.Result sum(Replay.Result before, Replay.Result step) {
        return new Replay.Result(
                before.replayed() + step.replayed(),
                before.unusable() + step.unusable(),
                step.next());
    }

    static ProblemException unknown() {
        return new ProblemException(ProblemCode.NOT_FOUND, "There is no event with this id.");
    }

    private static Map<String, Object> told(Replay.Result result) {
        Map<String, Object> told = new HashMap<>();
        told.put("replayed", result.replayed());
        told.put("unusable", result.unusable());
        if (result.next() != null) {
            told.put("next", result.next());
        }
        return told;
    }
}
