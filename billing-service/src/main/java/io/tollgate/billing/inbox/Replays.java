package io.tollgate.billing.inbox;

import io.tollgate.billing.audit.Actions;
import io.tollgate.billing.audit.Operator;
import io.tollgate.contracts.problem.ProblemCode;
import io.tollgate.contracts.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** Replays for an operator, each kept as an action of theirs. */
@ApplicationScoped
public class Replays {

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
