package io.tollgate.core.quota;

import io.tollgate.core.quota.Entry.Basis;
import io.tollgate.core.quota.Entry.Move;
import io.tollgate.core.quota.Facts.Balance;
import io.tollgate.core.quota.Facts.KeptAnswer;
import io.tollgate.core.quota.Facts.Promise;
import io.tollgate.core.quota.Facts.UserKey;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The locked counters of a batch while it is decided: each command finds them as the one before it
 * left them. What is to be written is collected on the way.
 */
final class Books {

    /** Two batches insert their keys in the same order, so that none waits in a circle. */
    private static final Comparator<NewKey> KEY_ORDER =
            Comparator.<NewKey, String>comparing(each -> each.key().userId())
                    .thenComparing(each -> each.key().key());

    private final Map<Counter, Balance> balances;
    private final Map<UserKey, KeptAnswer> keys;
    private final Map<String, Promise> promises;
    private Instant latest;
    private final List<Entry> entries = new ArrayList<>();
    private final Map<Counter, Balance> changed = new TreeMap<>();
    private final List<Opened> opened = new ArrayList<>();
    private final Map<String, Closed> closed = new LinkedHashMap<>();
    private final List<NewKey> newKeys = new ArrayList<>();
    private final List<Notice> notices = new ArrayList<>();

    /** A new reservation. */
    record Opened(Promise promise, Instant at) {}

    /** A reservation that was committed or released. */
    record Closed(Promise promise, String state, Instant at) {}

    /** An answer to keep. */
    record NewKey(UserKey key, KeptAnswer kept, Instant at) {}

    /** All that a batch changes; keys and counters are in the order of their locks. */
    record Writes(
            List<Entry> entries,
            Map<Counter, Balance> counters,
            List<Opened> opened,
            List<Closed> closed,
            List<NewKey> keys,
            List<Notice> notices) {

        boolean isEmpty() {
            return entries.isEmpty() && closed.isEmpty() && keys.isEmpty();
        }
    }

    Books(Facts facts) {
        balances = new HashMap<>(facts.balances());
        keys = new HashMap<>(facts.keys());
        promises = new HashMap<>(facts.promises());
        latest =
                balances.values().stream()
                        .map(Balance::changedAt)
                        .reduce(
                                facts.now().minus(1, ChronoUnit.MICROS),
                                (one, other) -> one.isAfter(other) ? one : other);
        facts.balances().forEach(this::noteExpired);
    }

    private void noteExpired(Counter counter, Balance balance) {
        if (balance.expired() > 0) {
            record(counter, next(), new Move("expire", 0, -balance.expired(), null), null, balance);
        }
    }

    /** A moment later than every decision about any of these counters. */
    Instant next() {
        latest = latest.plus(1, ChronoUnit.MICROS);
        return latest;
    }

    Balance balance(Counter counter) {
        return balances.getOrDefault(counter, Balance.NONE);
    }

    /** Used and reserved. */
    long taken(Counter counter) {
        Balance balance = balance(counter);
        return balance.used() + balance.reserved();
    }

    void move(Counter counter, Instant at, Move move, @Nullable Basis basis) {
        Balance before = balance(counter);
        Balance after =
                new Balance(
                        before.used() + move.delta(),
                        before.version() + (move.delta() == 0 ? 0 : 1),
                        at,
                        before.reserved() + move.held(),
                        0,
                        before.unbooked());
        record(counter, at, move, basis, after);
    }

    /** Sets what is used, and makes the ledger add up to it. */
    void recount(Counter counter, Instant at, long used) {
        Balance before = balance(counter);
        Move move = new Move("recount", used - before.used() + before.unbooked(), 0, null);
        Balance after = new Balance(used, before.version() + 1, at, before.reserved(), 0);
        record(counter, at, move, null, after);
    }

    private void record(
            Counter counter, Instant at, Move move, @Nullable Basis basis, Balance after) {
        balances.put(counter, after);
        changed.put(counter, new Balance(after.used(), after.version(), at, after.reserved(), 0));
        entries.add(new Entry(counter, at, move, after.used(), after.reserved(), basis));
    }

    @Nullable KeptAnswer answerOf(UserKey key) {
        return keys.get(key);
    }

    void keep(UserKey key, KeptAnswer kept, Instant at) {
        keys.put(key, kept);
        newKeys.add(new NewKey(key, kept, at));
    }

    @Nullable Promise promise(String id) {
        return promises.get(id);
    }

    void open(Promise promise, Instant at) {
        opened.add(new Opened(promise, at));
    }

    void close(Promise promise, String state, Instant at) {
        promises.put(promise.id(), promise);
        closed.put(promise.id(), new Closed(promise, state, at));
    }

    void tell(Notice notice) {
        notices.add(notice);
    }

    Writes writes() {
        List<NewKey> sorted = new ArrayList<>(newKeys);
        sorted.sort(KEY_ORDER);
        return new Writes(
                List.copyOf(entries),
                changed,
                List.copyOf(opened),
                List.copyOf(closed.values()),
                sorted,
                List.copyOf(notices));
    }
}
