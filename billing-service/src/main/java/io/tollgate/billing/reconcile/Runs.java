package io.tollgate.billing.reconcile;

import io.tollgate.billing.audit.Actions;
import io.tollgate.billing.audit.Operator;
import io.tollgate.contracts.problem.ProblemCode;
import io.tollgate.contracts.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.Map;

/** Starts runs for an operator, each kept as an action of theirs. */
@ApplicationScoped
public class Runs {

    private final RunTable table;
    private final Schedule schedule;
    private final ReconcileConfig config;
    private final Actions actions;

    Runs(RunTable table, Schedule schedule, ReconcileConfig config, Actions actions) {
        this.table = table;
        this.schedule = schedule;
        this.config = config;
        this.actions = actions;
    }

    /** Whether there is a key to compare with. */
    public boolean canRun() {
        return schedule.canRun();
    }

    /**
     * Starts a run; it goes on by itself, over restarts too.
     *
     * @param all whether events are looked at as far back as Stripe lists them
     * @return its id
     * @throws ProblemException {@code stripe_key_missing} or {@code reconcile_running}
     */
    public long start(Operator by, Mode mode, boolean all) throws SQLException {
        long id =
                actions.keep(
                        by,
                        new Actions.Deed(
                                "reconcile", null, Map.of("mode", mode.wire(), "all_events", all)),
                        () -> start(by.name(), mode, all),
                        run -> Map.of("run", run));
        schedule.wake();
        return id;
    }

    private long start(String by, Mode mode, boolean all) throws SQLException {
        if (!schedule.canRun()) {
            throw new ProblemException(
                    ProblemCode.STRIPE_KEY_MISSING,
                    "Set STRIPE_SECRET_KEY: without it there is nothing to compare with.");
        }
        return table.start(mode, by, all, config.overlap())
                .orElseThrow(
                        () ->
                                new ProblemException(
                                        ProblemCode.RECONCILE_RUNNING,
                                        "Another run is under way; wait for its end."));
    }
}
