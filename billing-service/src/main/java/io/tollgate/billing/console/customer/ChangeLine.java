package io.tollgate.billing.console.customer;

import io.tollgate.billing.console.page.Words;
import io.tollgate.contracts.subscription.SubscriptionChangePage.State;
import io.tollgate.contracts.subscription.SubscriptionChangePage.SubscriptionChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One update of a subscription, as a page shows it.
 *
 * @param receivedAt when core took it, Unix seconds
 * @param occurredAt when it was true at Stripe, Unix seconds
 * @param outcome core's word
 * @param tone how it looks
 * @param why in words
 * @param what it changed, or said
 */
public record ChangeLine(
        Long receivedAt,
        @Nullable Long occurredAt,
        String outcome,
        String tone,
        String why,
        @Nullable Long sequence,
        @Nullable String eventId,
        @Nullable String eventType,
        List<String> what) {

    static ChangeLine of(SubscriptionChange change) {
        return new ChangeLine(
                change.receivedAt(),
                change.occurredAt(),
                change.outcome(),
                change.outcome().equals("applied") ? "good" : "warn",
                why(change.reason()),
                change.sequence(),
                change.eventId(),
                change.eventType(),
                what(change));
    }

    /** Reasons travel as words: a later core may have others. */
    private static String why(String reason) {
        return switch (reason) {
            case "first_state" -> "the first that core heard of it";
            case "newer_state" -> "newer than what was held";
            case "remapped" -> "its price maps to another plan by a new catalogue";
            case "older_sequence" -> "refused: something newer was told before";
            case "older_time" -> "refused: it was true at Stripe before what is held";
            case "already_ended" -> "refused: it has ended, and Stripe changes it no more";
            case "same_sequence_other_content" ->
                    "refused: the same sequence was told with other content";
            default -> Words.spaced(reason);
        };
    }

    private static List<String> what(SubscriptionChange change) {
        List<String> what = new ArrayList<>();
        State after = change.after();
        if (after == null) {
            add(what, "said status", null, change.sent().status());
            add(what, "price", null, change.sent().planId());
            add(what, "access to", null, time(change.sent().expiryDate()));
        } else {
            State before = change.before();
            compare(what, "status", before, after, State::status);
            compare(what, "plan", before, after, State::plan);
            compare(what, "price", before, after, State::planId);
            compare(what, "period from", before, after, state -> time(state.startDate()));
            compare(what, "access to", before, after, state -> time(state.expiryDate()));
            compare(what, "paid through", before, after, state -> time(state.paidThrough()));
            compare(what, "ends at", before, after, state -> time(state.cancelAt()));
        }
        if (change.link() != null) {
            what.add("user " + Words.spaced(change.link()));
        }
        return what.isEmpty() ? List.of("nothing that is shown here") : what;
    }

    private static void compare(
            List<String> what,
            String name,
            @Nullable State before,
            State after,
            Function<State, @Nullable String> part) {
        add(what, name, before == null ? null : part.apply(before), part.apply(after));
    }

    private static void add(
            List<String> what, String name, @Nullable String before, @Nullable String after) {
        if (!Objects.equals(before, after)) {
            what.add(
                    before == null
                            ? name + " " + after
                            : "%s %s → %s".formatted(name, before, after == null ? "none" : after));
        }
    }

    private static @Nullable String time(@Nullable Long seconds) {
        return seconds == null ? null : Words.utc(Words.asTime(seconds));
    }
}
