package io.tollgate.billing.console.customer;

import io.tollgate.billing.console.lookup.Moments;
import io.tollgate.billing.console.lookup.Quantities;
import io.tollgate.contracts.problem.FieldChecks;
import io.tollgate.contracts.quota.OperatorOverride;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A limit that an operator wants for a user, as it was typed.
 *
 * @param limit {@code unlimited}, {@code yes} or {@code no} for a feature, or an amount
 * @param until the last day it counts
 * @param reason why
 */
public record OverrideWish(
        String userId, String resource, String limit, String until, String reason) {

    private static final String UNLIMITED = "unlimited";

    static OverrideWish typed(
            String userId,
            @Nullable String resource,
            @Nullable String limit,
            @Nullable String until,
            @Nullable String reason) {
        return new OverrideWish(userId, text(resource), text(limit), text(until), text(reason));
    }

    private static String text(@Nullable String typed) {
        return typed == null ? "" : typed.strip();
    }

    /**
     * What is wrong with it; empty if nothing is.
     *
     * @param feature whether it is about a feature; null if that is not known
     */
    List<String> problems(Instant now, @Nullable Boolean feature) {
        List<String> problems = new ArrayList<>();
        if (resource.isEmpty()) {
            problems.add("Choose what is to be limited.");
        }
        if (!limit.equals(UNLIMITED) && amount() == null) {
            problems.add(
                    "The limit has to be a number such as 50 or 20 GiB, the word unlimited, or yes"
                            + " or no for a feature.");
        } else if (feature != null && feature != isYesOrNo()) {
            problems.add(
                    feature
                            ? "%s is a feature: its limit has to be yes or no.".formatted(resource)
                            : ("%s is counted: its limit has to be a number such as 50 or 20 GiB,"
                                            + " or the word unlimited.")
                                    .formatted(resource));
        }
        Instant end = Moments.endOfDay(until);
        if (end == null) {
            problems.add("The last day has to be like 2026-12-31.");
        } else if (!end.isAfter(now)) {
            problems.add("The last day has to lie in the future.");
        }
        if (reason.isEmpty() || reason.length() > FieldChecks.MAX_TEXT) {
            problems.add("A reason has to be given, of at most 255 characters.");
        }
        return problems;
    }

    private boolean isYesOrNo() {
        return limit.equals("yes") || limit.equals("no");
    }

    private @Nullable Long amount() {
        return switch (limit) {
            case "yes" -> (Long) 1L;
            case "no" -> (Long) 0L;
            default -> Quantities.parse(limit);
        };
    }

    /** The limit in words. */
    public String inWords() {
        Long amount = amount();
        return amount == null || isYesOrNo()
                ? limit
                : "at most " + Quantities.text(resource, amount);
    }

    /** As core takes it; only of one without problems. */
    OperatorOverride order(String by) {
        Instant end = Moments.endOfDay(until);
        return new OperatorOverride(
                limit.equals(UNLIMITED) ? null : amount(),
                reason,
                end == null ? null : (Long) end.getEpochSecond(),
                by);
    }
}
