package io.tollgate.core.quota;

import io.tollgate.contracts.problem.FieldChecks;
import io.tollgate.contracts.problem.ProblemCode;
import io.tollgate.contracts.quota.QuotaExceeded;
import io.tollgate.contracts.quota.QuotaGrant;
import io.tollgate.core.quota.Entry.Move;
import io.tollgate.core.quota.Facts.Balance;
import io.tollgate.core.quota.Facts.Promise;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Settles reservations. A promise is kept whatever has become of the plan since; one that has
 * expired is nothing any more, so that committing it takes anew.
 */
final class Settling {

    private static final String COMMITTED = "committed";
    private static final String RELEASED = "released";

    private final Books books;
    private final Terms terms;

    Settling(Books books, Terms terms) {
        this.books = books;
        this.terms = terms;
    }

    Outcome commit(Command.Commit commit) {
        Promise promise = books.promise(commit.reservationId());
        if (promise == null) {
            return unknown();
        }
        List<Amount> used = used(promise, commit.items());
        if (used == null) {
            return new Outcome.Invalid(
                    "items",
                    "must name resources of the reservation, and never more of them than was"
                            + " reserved");
        }
        String closing = COMMITTED + " " + words(used);
        Outcome before = alreadyClosed(promise, closing);
        if (before != null) {
            return before;
        }
        Instant at = books.next();
        if (promise.isOpen()) {
            Optional<QuotaExceeded> problem = uncountable(promise, used, at);
            if (problem.isPresent()) {
                return new Outcome.Exceeded(problem.get());
            }
        } else {
            Optional<QuotaExceeded> problem =
                    Decider.firstThatDoesNotFit(books, terms, promise.userId(), used, at);
            if (problem.isPresent()) {
                return expired(problem.get());
            }
        }
        moveUsed(promise, used, at);
        return close(promise, COMMITTED, closing, used, at);
    }

    /** A recount may have left no room to count what was reserved before it. */
    private Optional<QuotaExceeded> uncountable(Promise promise, List<Amount> used, Instant at) {
        for (Amount item : used) {
            Counter counter = new Counter(promise.userId(), item.resource());
            Balance held = books.balance(counter);
            if (item.amount() > FieldChecks.MAX_COUNT - held.used()) {
                return Optional.of(
                        Grants.uncountable(
                                item, held, terms.allowance(counter), terms.catalogue(), at));
            }
        }
        return Optional.empty();
    }

    private void moveUsed(Promise promise, List<Amount> used, Instant at) {
        for (int i = 0; i < used.size(); i++) {
            Amount reserved = promise.items().get(i);
            Counter counter = new Counter(promise.userId(), reserved.resource());
            long freed = promise.isOpen() ? reserved.amount() : 0;
            Move move = new Move("commit", used.get(i).amount(), -freed, promise.id());
            Decider.moveAndTell(books, terms, counter, at, move);
        }
    }

    Outcome release(Command.Release release) {
        Promise promise = books.promise(release.reservationId());
        if (promise == null) {
            return unknown();
        }
        Outcome before = alreadyClosed(promise, RELEASED);
        if (before != null) {
            return before;
        }
        Instant at = books.next();
        if (promise.isOpen()) {
            for (Amount item : promise.items()) {
                Counter counter = new Counter(promise.userId(), item.resource());
                Move move = new Move("release", 0, -item.amount(), promise.id());
                books.move(counter, at, move, terms.basis(counter));
            }
        }
        return close(promise, RELEASED, RELEASED, promise.items(), at);
    }

    private Outcome close(
            Promise promise, String state, String closing, List<Amount> items, Instant at) {
        QuotaGrant grant =
                new QuotaGrant(
                        promise.id(),
                        promise.userId(),
                        state,
                        terms.entitlement(promise.userId()).plan().name(),
                        Moment.seconds(at),
                        promise.expiresAt().getEpochSecond(),
                        Decider.items(books, terms, promise.userId(), items));
        Promise closed =
                new Promise(
                        promise.id(),
                        promise.userId(),
                        promise.expiresAt(),
                        closing,
                        Grants.write(grant),
                        false,
                        promise.items());
        books.close(closed, state, at);
        return new Outcome.Granted(grant);
    }

    /** The first answer, for the same again; a refusal, for anything else; null if it is held. */
    private static @Nullable Outcome alreadyClosed(Promise promise, String closing) {
        if (promise.closing() == null || promise.answer() == null) {
            return null;
        }
        if (promise.closing().equals(closing)) {
            return new Outcome.Granted(Grants.read(promise.answer()));
        }
        boolean sameWay = word(promise.closing()).equals(word(closing));
        return sameWay
                ? new Outcome.Refused(
                        ProblemCode.IDEMPOTENCY_CONFLICT,
                        "The reservation was committed with other amounts.")
                : new Outcome.Refused(
                        ProblemCode.RESERVATION_CLOSED,
                        "The reservation is " + word(promise.closing()) + " already.");
    }

    private static String word(String closing) {
        return closing.split(" ", 2)[0];
    }

    private static Outcome expired(QuotaExceeded problem) {
        return new Outcome.Exceeded(
                problem.as(
                        ProblemCode.RESERVATION_EXPIRED,
                        "The reservation had expired and does not fit any more. "
                                + problem.detail()));
    }

    private static Outcome unknown() {
        return new Outcome.Refused(ProblemCode.NOT_FOUND, "There is no such reservation.");
    }

    /** What of each reserved item is used; null if that is no part of what was reserved. */
    private static @Nullable List<Amount> used(Promise promise, List<Amount> named) {
        Map<String, Long> amounts = new HashMap<>();
        named.forEach(item -> amounts.put(item.resource(), item.amount()));
        List<Amount> used = new ArrayList<>();
        for (Amount reserved : promise.items()) {
            Long amount = amounts.remove(reserved.resource());
            if (amount != null && amount > reserved.amount()) {
                return null;
            }
            used.add(new Amount(reserved.resource(), amount == null ? reserved.amount() : amount));
        }
        return amounts.isEmpty() ? used : null;
    }

    private static String words(List<Amount> items) {
        return items.stream()
                .map(item -> item.resource() + "=" + item.amount())
                .collect(Collectors.joining(","));
    }
}
