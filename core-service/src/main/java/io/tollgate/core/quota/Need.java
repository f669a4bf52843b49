package io.tollgate.core.quota;

import io.tollgate.core.quota.Facts.UserKey;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What has to be read for a batch of commands. The counters are in the order they are locked. */
record Need(Set<Counter> counters, List<UserKey> keys, List<String> promises) {

    /**
     * The need of these commands.
     *
     * @param ofPromises the counters of the reservations among them
     */
    static Need of(List<Command> commands, Collection<Counter> ofPromises) {
        Set<Counter> counters = new TreeSet<>(ofPromises);
        Set<UserKey> keys = new LinkedHashSet<>();
        for (Command command : commands) {
            switch (command) {
                case Command.Keyed keyed -> {
                    keyed.items()
                            .forEach(
                                    item ->
                                            counters.add(
                                                    new Counter(keyed.userId(), item.resource())));
                    keys.add(new UserKey(keyed.userId(), keyed.key()));
                }
                case Command.Recount recount -> counters.add(recount.counter());
                case Command.Commit _, Command.Release _ -> {}
            }
        }
        return new Need(counters, List.copyOf(keys), promisesIn(commands));
    }

    /** The reservations that are to be committed or released. */
    static List<String> promisesIn(List<Command> commands) {
        Set<String> ids = new TreeSet<>();
        for (Command command : commands) {
            switch (command) {
                case Command.Commit commit -> ids.add(commit.reservationId());
                case Command.Release release -> ids.add(release.reservationId());
                case Command.Keyed _, Command.Recount _ -> {}
            }
        }
        return List.copyOf(ids);
    }

    /** The counters that are to be recounted. */
    static Set<Counter> recounted(List<Command> commands) {
        Set<Counter> counters = new TreeSet<>();
        for (Command command : commands) {
            switch (command) {
                case Command.Recount recount -> counters.add(recount.counter());
                case Command.Keyed _, Command.Commit _, Command.Release _ -> {}
            }
        }
        return counters;
    }

    List<String> users() {
        return counters.stream().map(Counter::userId).distinct().toList();
    }
}
