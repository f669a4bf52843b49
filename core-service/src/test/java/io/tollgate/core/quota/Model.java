package io.tollgate.core.quota;

import io.tollgate.core.quota.Command.Keyed;
import io.tollgate.core.quota.Command.Mode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What quota should do, as plainly as it can be said: maps in memory, one call after the other. An
 * answer is a line of text; of grants it tells all amounts.
 */
final class Model {

    private final ToLongFunction<Counter> limits;
    private final Map<Counter, Long> used = new HashMap<>();
    private final Map<String, Promised> promised = new HashMap<>();
    private final Map<String, Answered> answers = new HashMap<>();
    private long now;

    /** What a key was used for, and its answer. */
    private record Answered(Keyed request, String line) {}

    /** A reservation; {@code closed} is how it was settled, or null. */
    private static final class Promised {
        private final String user;
        private final Map<String, Long> items;
        private final long expiresAt;
        private @Nullable String closed;
        private String line = "";

        Promised(String user, Map<String, Long> items, long expiresAt) {
            this.user = user;
            this.items = items;
            this.expiresAt = expiresAt;
        }
    }

    Model(ToLongFunction<Counter> limits, long now) {
        this.limits = limits;
        this.now = now;
    }

    void advanceTo(long second) {
        now = second;
    }

    long used(Counter counter) {
        return used.getOrDefault(counter, 0L);
    }

    long reserved(Counter counter) {
        long sum = 0;
        for (Promised each : promised.values()) {
            if (each.closed == null && now < each.expiresAt && each.user.equals(counter.userId())) {
                sum += each.items.getOrDefault(counter.resource(), 0L);
            }
        }
        return sum;
    }

    /** Does it; a new reservation gets the id that the real thing gave it. */
    String apply(Command command, String newId) {
        return switch (command) {
            case Keyed keyed -> keyed(keyed, newId);
            case Command.Commit commit -> commit(commit);
            case Command.Release release -> release(release);
            case Command.Recount recount -> recount(recount);
        };
    }

    private String recount(Command.Recount recount) {
        long drift = recount.used() - used(recount.counter());
        used.put(recount.counter(), recount.used());
        return "recounted " + recount.used() + " drift " + drift;
    }

    private String keyed(Keyed keyed, String newId) {
        String key = keyed.userId() + " " + keyed.key();
        Answered before = answers.get(key);
        if (before != null) {
            boolean same =
                    before.request.mode() == keyed.mode()
                            && before.request.ttl().equals(keyed.ttl())
                            && map(before.request.items()).equals(map(keyed.items()));
            return same ? before.line : "refused idempotency_conflict";
        }
        Map<String, Long> items = map(keyed.items());
        String refusal =
                keyed.mode() == Mode.GIVE_BACK
                        ? tooLow(keyed)
                        : exceeded(keyed.userId(), keyed.items(), "quota_exceeded");
        if (refusal != null) {
            return refusal;
        }
        switch (keyed.mode()) {
            case CONSUME -> items.forEach((r, n) -> add(keyed.userId(), r, n));
            case GIVE_BACK -> items.forEach((r, n) -> add(keyed.userId(), r, -n));
            case RESERVE ->
                    promised.put(
                            newId,
                            new Promised(keyed.userId(), items, now + keyed.ttl().toSeconds()));
        }
        String line = granted(keyed.mode().state(), keyed.userId(), items);
        answers.put(key, new Answered(keyed, line));
        return line;
    }

    private @Nullable String tooLow(Keyed keyed) {
        for (Amount item : keyed.items()) {
            if (used(new Counter(keyed.userId(), item.resource())) < item.amount()) {
                return "refused usage_too_low";
            }
        }
        return null;
    }

    private @Nullable String exceeded(String user, List<Amount> items, String code) {
        for (Amount item : items) {
            Counter counter = new Counter(user, item.resource());
            if (used(counter) + reserved(counter) + item.amount() > limits.applyAsLong(counter)) {
                return "%s %s limit %d used %d reserved %d requested %d"
                        .formatted(
                                code,
                                item.resource(),
                                limits.applyAsLong(counter),
                                used(counter),
                                reserved(counter),
                                item.amount());
            }
        }
        return null;
    }

    private String commit(Command.Commit commit) {
        Promised held = promised.get(commit.reservationId());
        if (held == null) {
            return "refused not_found";
        }
        Map<String, Long> finals = new TreeMap<>(held.items);
        finals.putAll(map(commit.items()));
        for (Map.Entry<String, Long> each : finals.entrySet()) {
            if (each.getValue() > held.items.getOrDefault(each.getKey(), -1L)) {
                return "refused invalid_request";
            }
        }
        String how = "committed" + finals;
        if (held.closed != null) {
            if (held.closed.equals(how)) {
                return held.line;
            }
            return held.closed.equals("released")
                    ? "refused reservation_closed"
                    : "refused idempotency_conflict";
        }
        if (now >= held.expiresAt) {
            List<Amount> again = new ArrayList<>();
            finals.forEach((resource, amount) -> again.add(new Amount(resource, amount)));
            String refusal = exceeded(held.user, again, "reservation_expired");
            if (refusal != null) {
                return refusal;
            }
        }
        held.closed = how;
        finals.forEach((resource, amount) -> add(held.user, resource, amount));
        held.line = granted("committed", held.user, finals);
        return held.line;
    }

    private String release(Command.Release release) {
        Promised held = promised.get(release.reservationId());
        if (held == null) {
            return "refused not_found";
        }
        if (held.closed == null) {
            held.closed = "released";
            held.line = granted("released", held.user, held.items);
        }
        return held.closed.equals("released") ? held.line : "refused reservation_closed";
    }

    private void add(String user, String resource, long amount) {
        used.merge(new Counter(user, resource), amount, Long::sum);
    }

    private String granted(String state, String user, Map<String, Long> items) {
        StringBuilder line = new StringBuilder(state);
        new TreeMap<>(items)
                .forEach(
                        (resource, amount) -> {
                            Counter counter = new Counter(user, resource);
                            line.append(
                                    " %s %d used %d reserved %d"
                                            .formatted(
                                                    resource,
                                                    amount,
                                                    used(counter),
                                                    reserved(counter)));
                        });
        return line.toString();
    }

    private static Map<String, Long> map(List<Amount> items) {
        Map<String, Long> map = new TreeMap<>();
        items.forEach(item -> map.put(item.resource(), item.amount()));
        return map;
    }
}
