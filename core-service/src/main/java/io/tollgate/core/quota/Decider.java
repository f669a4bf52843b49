package io.tollgate.core.quota;

import io.tollgate.contracts.problem.ProblemCode;
import io.tollgate.contracts.quota.LimitReason;
import io.tollgate.contracts.quota.QuotaExceeded;
import io.tollgate.contracts.quota.QuotaGrant;
import io.tollgate.contracts.quota.Usage;
import io.tollgate.core.quota.Command.Keyed;
import io.tollgate.core.quota.Command.Mode;
import io.tollgate.core.quota.Command.Recount;
import io.tollgate.core.quota.Entry.Move;
import io.tollgate.core.quota.Facts.Balance;
import io.tollgate.core.quota.Facts.KeptAnswer;
import io.tollgate.core.quota.Facts.Promise;
import io.tollgate.core.quota.Facts.UserKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides the commands of a batch, one after the other in the order they came, each against what
 * remains. It only touches the books: nothing is read or written in here.
 */
final class Decider {

    private final Books books;
    private final Terms terms;
    private final Supplier<String> ids;

    Decider(Books books, Terms terms, Supplier<String> ids) {
        this.books = books;
        this.terms = terms;
        this.ids = ids;
    }

    Outcome decide(Command command) {
        return switch (command) {
            case Keyed keyed -> keyed(keyed);
            case Command.Commit commit -> new Settling(books, terms).commit(commit);
            case Command.Release release -> new Settling(books, terms).release(release);
            case Recount recount -> recount(recount);
        };
    }

    private Outcome keyed(Keyed keyed) {
        UserKey key = new UserKey(keyed.userId(), keyed.key());
        KeptAnswer kept = books.answerOf(key);
        if (kept == null) {
            return firstTime(keyed, key);
        }
        return Arrays.equals(kept.request(), keyed.fingerprint())
                ? new Outcome.Granted(Grants.read(kept.answer()))
                : new Outcome.Refused(
                        ProblemCode.IDEMPOTENCY_CONFLICT,
                        "This Idempotency-Key was used for another request of this user; use a new"
                                + " one for each thing you do.");
    }

    private Outcome firstTime(Keyed keyed, UserKey key) {
        Instant at = books.next();
        Optional<Outcome> refusal =
                keyed.mode() == Mode.GIVE_BACK ? tooLow(keyed) : exceeded(keyed, at);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        String reservation = keyed.mode() == Mode.RESERVE ? ids.get() : null;
        keyed.items().forEach(item -> move(keyed, item, reservation, at));
        Instant expiresAt = reservation == null ? null : at.plus(keyed.ttl());
        QuotaGrant grant = grant(keyed, reservation, at, expiresAt);
        if (reservation != null && expiresAt != null) {
            books.open(
                    new Promise(
                            reservation,
                            keyed.userId(),
                            expiresAt,
                            null,
                            null,
                            true,
                            keyed.items()),
                    at);
        }
        books.keep(key, new KeptAnswer(keyed.fingerprint(), Grants.write(grant)), at);
        return new Outcome.Granted(grant);
    }

    private Optional<Outcome> exceeded(Keyed keyed, Instant at) {
        return firstThatDoesNotFit(books, terms, keyed.userId(), keyed.items(), at)
                .map(Outcome.Exceeded::new);
    }

    /** All or nothing: the first item that does not fit beside what is taken. */
    static Optional<QuotaExceeded> firstThatDoesNotFit(
            Books books, Terms terms, String userId, List<Amount> items, Instant at) {
        for (Amount item : items) {
            Counter counter = new Counter(userId, item.resource());
            Allowance allowance = terms.allowance(counter);
            LimitReason reason = allowance.decide(books.taken(counter), item.amount());
            // A commit of nothing fits however much is taken.
            if (item.amount() > 0 && !reason.allows()) {
                Balance held = books.balance(counter);
                return Optional.of(Grants.exceeded(item, held, allowance, terms.catalogue(), at));
            }
        }
        return Optional.empty();
    }

    private Optional<Outcome> tooLow(Keyed keyed) {
        for (Amount item : keyed.items()) {
            long used = books.balance(new Counter(keyed.userId(), item.resource())).used();
            if (item.amount() > used) {
                return Optional.of(
                        new Outcome.Refused(
                                ProblemCode.USAGE_TOO_LOW,
                                "The user has %d of %s, fewer than the %d to give back; a recount"
                                                .formatted(used, item.resource(), item.amount())
                                        + " sets it right."));
            }
        }
        return Optional.empty();
    }

    private void move(Keyed keyed, Amount item, @Nullable String reservation, Instant at) {
        Counter counter = new Counter(keyed.userId(), item.resource());
        String kind = keyed.mode().kind();
        Move move =
                switch (keyed.mode()) {
                    case CONSUME -> new Move(kind, item.amount(), 0, keyed.key());
                    case RESERVE -> new Move(kind, 0, item.amount(), reservation);
                    case GIVE_BACK -> new Move(kind, -item.amount(), 0, keyed.key());
                };
        moveAndTell(books, terms, counter, at, move);
    }

    /** Moves a counter, and tells if that brings it near its limit. */
    static void moveAndTell(Books books, Terms terms, Counter counter, Instant at, Move move) {
        long before = books.taken(counter);
        books.move(counter, at, move, terms.basis(counter));
        tellOfCrossing(books, terms, counter, before);
    }

    private static void tellOfCrossing(Books books, Terms terms, Counter counter, long before) {
        Notice.crossing(terms, counter, before, books.taken(counter)).ifPresent(books::tell);
    }

    private QuotaGrant grant(
            Keyed keyed, @Nullable String reservation, Instant at, @Nullable Instant expiresAt) {
        return new QuotaGrant(
                reservation,
                keyed.userId(),
                keyed.mode().state(),
                terms.entitlement(keyed.userId()).plan().name(),
                Moment.seconds(at),
                expiresAt == null ? null : expiresAt.getEpochSecond(),
                items(books, terms, keyed.userId(), keyed.items()));
    }

    static List<QuotaGrant.Item> items(
            Books books, Terms terms, String userId, List<Amount> items) {
        return items.stream()
                .map(
                        item -> {
                            Counter counter = new Counter(userId, item.resource());
                            return Grants.item(
                                    item, books.balance(counter), terms.allowance(counter));
                        })
                .toList();
    }

    private Outcome recount(Recount recount) {
        Counter counter = recount.counter();
        Balance held = books.balance(counter);
        Long expected = recount.expectedVersion();
        if (expected != null && expected != held.version()) {
            return new Outcome.Outdated(held.version());
        }
        long drift = recount.used() - held.used();
        long before = books.taken(counter);
        books.recount(counter, books.next(), recount.used());
        tellOfCrossing(books, terms, counter, before);
        long version = books.balance(counter).version();
        return new Outcome.Recounted(
                new Usage(counter.userId(), counter.resource(), recount.used(), drift, version));
    }
}
