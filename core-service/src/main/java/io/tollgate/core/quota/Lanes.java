package io.tollgate.core.quota;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Two ways to have commands carried out: all together, waiting only shortly for a lock; and user by
 * user, for those whose counters somebody held when they were wanted, so that one user's locked
 * counter makes nobody else wait.
 */
final class Lanes {

    /** Another batch or a change of plan holds a counter for some milliseconds. */
    static final Duration SHORT_WAIT = Duration.ofMillis(200);

    /** How long a user's turn lasts, while others wait for theirs. */
    static final Duration TURN = Duration.ofMillis(250);

    /** Each time the users that are held up are left out; a few times should find them all. */
    private static final int MAX_TRIES = 5;

    private final CommandBatch together;
    private final CommandBatch apart;
    private final HeldUsers held;

    /**
     * The two lanes.
     *
     * @param batches makes a batch that waits so long for a lock
     */
    Lanes(Function<Duration, CommandBatch> batches, HeldUsers held) {
        this.together = batches.apply(SHORT_WAIT);
        this.apart = batches.apply(TURN);
        this.held = held;
    }

    /** Those of users that are held up are not tried, and told so; all others are done. */
    List<Outcome> together(List<Command> commands) throws SQLException {
        @Nullable Outcome[] outcomes = new @Nullable Outcome[commands.size()];
        for (int tries = 0; tries < MAX_TRIES; tries++) {
            List<Integer> open = open(commands, outcomes);
            if (open.isEmpty()) {
                break;
            }
            List<Command> batch = open.stream().map(commands::get).toList();
            try {
                fill(outcomes, open, together.execute(batch));
                break;
            } catch (SQLException e) {
                if (!CommandBatch.isLockTimeout(e)) {
                    throw e;
                }
                held.look(batch);
            }
        }
        return complete(outcomes, new Outcome.HeldUp());
    }

    private static List<Outcome> complete(@Nullable Outcome[] outcomes, Outcome ofTheRest) {
        List<Outcome> complete = new ArrayList<>();
        for (Outcome outcome : outcomes) {
            complete.add(outcome == null ? ofTheRest : outcome);
        }
        return complete;
    }

    /** The places of those without an outcome, after those that are held up got theirs. */
    private List<Integer> open(List<Command> commands, @Nullable Outcome[] outcomes)
            throws SQLException {
        List<@Nullable String> users = held.isNone() ? List.of() : held.usersOf(commands);
        List<Integer> open = new ArrayList<>();
        for (int i = 0; i < outcomes.length; i++) {
            if (!users.isEmpty() && held.contains(users.get(i))) {
                outcomes[i] = new Outcome.HeldUp();
            } else if (outcomes[i] == null) {
                open.add(i);
            }
        }
        return open;
    }

    /** Each user's commands by themselves; those that cannot be had in a turn are told so. */
    List<Outcome> apart(List<Command> commands) throws SQLException {
        Map<String, List<Integer>> byUser = new LinkedHashMap<>();
        List<@Nullable String> users = held.usersOf(commands);
        for (int i = 0; i < commands.size(); i++) {
            String user = users.get(i);
            byUser.computeIfAbsent(user == null ? "" : user, _ -> new ArrayList<>()).add(i);
        }
        @Nullable Outcome[] outcomes = new @Nullable Outcome[commands.size()];
        for (Map.Entry<String, List<Integer>> each : byUser.entrySet()) {
            List<Command> batch = each.getValue().stream().map(commands::get).toList();
            try {
                fill(outcomes, each.getValue(), turn(each.getKey(), batch));
            } catch (SQLException e) {
                // What was done before it stays; each of the others would wait in vain.
                return complete(outcomes, new Outcome.Failed(e));
            }
        }
        return complete(outcomes, new Outcome.HeldUp());
    }

    private List<Outcome> turn(String user, List<Command> batch) throws SQLException {
        try {
            List<Outcome> outcomes = apart.execute(batch);
            held.remove(user);
            return outcomes;
        } catch (SQLException e) {
            if (!CommandBatch.isLockTimeout(e)) {
                throw e;
            }
            held.add(user);
            return Collections.nCopies(batch.size(), new Outcome.HeldUp());
        }
    }

    private static void fill(
            @Nullable Outcome[] outcomes, List<Integer> places, List<Outcome> found) {
        for (int i = 0; i < places.size(); i++) {
            outcomes[places.get(i)] = found.get(i);
        }
    }
}
