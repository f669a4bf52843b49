package io.tollgate.core.quota;

import io.tollgate.contracts.quota.QuotaDecision;
import io.tollgate.contracts.quota.QuotaExplanation.Event;
import io.tollgate.contracts.quota.QuotaExplanation.LimitSource;
import io.tollgate.contracts.quota.QuotaExplanation.Policy;
import io.tollgate.contracts.quota.QuotaExplanation.UsageThen;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says an explanation in words that a support person can read out. */
final class Sentences {

    /** For a moment further back than reservations are kept. */
    static final String HOLDS_GONE =
            "That is longer ago than reservations are kept: more may have been reserved than is"
                    + " told here.";

    private final Counter counter;
    private final QuotaDecision decision;

    Sentences(Counter counter, QuotaDecision decision) {
        this.counter = counter;
        this.decision = decision;
    }

    List<String> all(
            @Nullable Event event, @Nullable Policy policy, LimitSource limit, UsageThen usage) {
        return List.of(
                event(event), policy(policy), plan(limit), limit(limit), usage(usage), decision());
    }

    private static String event(@Nullable Event event) {
        if (event == null) {
            return "Core knew of no subscription of this user.";
        }
        String what =
                event.eventId() == null
                        ? "An update without an event"
                        : "Event " + event.eventId() + " (" + event.eventType() + ")";
        return "%s made subscription %s what it was; core knew of it since %s."
                .formatted(
                        what,
                        event.subscriptionId(),
                        Instant.ofEpochSecond(event.receivedAt().longValue()));
    }

    private static String policy(@Nullable Policy policy) {
        if (policy == null) {
            return "So no status counted.";
        }
        String status =
                policy.status() == null
                        ? "No status that we know of was ever sent"
                        : "Status %s follows the rule %s".formatted(policy.status(), policy.rule());
        String end =
                policy.accessUntil() == null
                        ? ""
                        : (policy.grants() ? " until " : "; it ended at ")
                                + time(policy.accessUntil());
        return "%s, so it gave %s%s (%s)."
                .formatted(status, policy.grants() ? "access" : "no access", end, policy.reason());
    }

    private static String plan(LimitSource limit) {
        return "So the plan was %s, by catalogue version %s."
                .formatted(limit.plan(), limit.catalogue());
    }

    private String limit(LimitSource limit) {
        if (limit.overrideReason() != null && limit.overrideEndsAt() != null) {
            return "%s set the limit of %s to %s until %s: %s."
                    .formatted(
                            limit.overrideSetBy(),
                            counter.resource(),
                            amount(limit),
                            time(limit.overrideEndsAt()),
                            limit.overrideReason());
        }
        return "It allows %s of %s%s%s."
                .formatted(
                        amount(limit),
                        counter.resource(),
                        limit.perSeat() ? ", for " + limit.seats() + " seats together" : "",
                        limit.soft() ? ", and passing that only warns" : "");
    }

    private String amount(LimitSource limit) {
        if (limit.amount() != null) {
            return Long.toString(limit.amount());
        }
        return decision.unlimited() ? "any amount" : decision.allowed() ? "use" : "no use";
    }

    private static String usage(UsageThen usage) {
        String counted = "%d were used and %d reserved".formatted(usage.used(), usage.reserved());
        return usage.lastChange() == null || usage.lastChangeAt() == null
                ? counted + "; nothing had ever changed that."
                : "%s; the last change was %s at %s%s."
                        .formatted(
                                counted,
                                usage.lastChange(),
                                time(usage.lastChangeAt().longValue()),
                                usage.lastCause() == null ? "" : " under " + usage.lastCause());
    }

    private String decision() {
        return "So %d more %s (%s)."
                .formatted(
                        decision.requested(),
                        decision.allowed() ? "fitted" : "did not fit",
                        decision.reason());
    }

    private static String time(long epochSecond) {
        return Instant.ofEpochSecond(epochSecond).toString();
    }
}
