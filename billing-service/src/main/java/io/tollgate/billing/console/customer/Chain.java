package io.tollgate.billing.console.customer;

import io.tollgate.billing.console.lookup.Quantities;
import io.tollgate.billing.console.page.Pages;
import io.tollgate.billing.console.page.Words;
import io.tollgate.contracts.quota.LimitReason;
import io.tollgate.contracts.quota.QuotaDecision;
import io.tollgate.contracts.quota.QuotaExplanation;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a user may or may not, as a chain from the Stripe event to the decision.
 *
 * @param allowed the decision
 * @param answer in a sentence
 * @param links what leads to it, in order
 * @param at the moment it is about
 * @param recorded what the ledger keeps of that very moment; null if nothing changed then
 */
public record Chain(
        boolean allowed, String answer, List<Link> links, Instant at, @Nullable String recorded) {

    /**
     * One of them.
     *
     * @param text core's sentence
     * @param address where more is to be read; null if nowhere
     * @param bad whether this is what stands in the way
     */
    public record Link(String title, String text, @Nullable String address, boolean bad) {}

    /** The order of core's sentences. */
    private static final List<String> TITLES =
            List.of("Event", "Status policy", "Plan", "Limit", "Usage", "Decision");

    static Chain of(QuotaExplanation told) {
        QuotaDecision decision = told.decision();
        List<Link> links = new ArrayList<>();
        for (int i = 0; i < told.inWords().size(); i++) {
            String title = i < TITLES.size() ? TITLES.get(i) : "Further";
            links.add(
                    new Link(
                            title,
                            told.inWords().get(i),
                            address(title, told),
                            isBad(title, told)));
            if (title.equals("Event") && told.event() != null) {
                links.add(change(told.event()));
            }
        }
        return new Chain(
                decision.allowed(),
                answer(told),
                links,
                time(told.at()),
                told.recorded() == null ? null : recorded(told.resource(), told.recorded()));
    }

    private static Instant time(BigDecimal seconds) {
        return Instant.ofEpochSecond(
                seconds.longValue(),
                seconds.remainder(BigDecimal.ONE).movePointRight(9).longValue());
    }

    private static String answer(QuotaExplanation told) {
        QuotaDecision decision = told.decision();
        return "%s: %s more of %s %s.%s"
                .formatted(
                        decision.allowed() ? "Yes" : "No",
                        Quantities.text(told.resource(), decision.requested()),
                        told.resource(),
                        decision.allowed() ? "fits" : "does not fit",
                        why(decision.reason()));
    }

    private static String why(String word) {
        return Arrays.stream(LimitReason.values())
                .filter(reason -> reason.wire().equals(word))
                .findFirst()
                .map(Chain::of)
                .map(why -> " " + why)
                .orElse("");
    }

    private static String of(LimitReason reason) {
        return switch (reason) {
            case WITHIN_LIMIT -> "It is within the limit.";
            case UNLIMITED -> "There is no limit.";
            case OVER_LIMIT -> "It would pass the limit.";
            case OVER_SOFT_LIMIT -> "It passes the limit, which only warns.";
            case INCLUDED -> "The plan has this feature.";
            case NOT_INCLUDED -> "The plan does not have this feature.";
        };
    }

    private static Link change(QuotaExplanation.Event event) {
        String text =
                "core took it at %s, as %s. Price %s%s."
                        .formatted(
                                Words.utc(Words.asTime(event.receivedAt().longValue())),
                                Words.spaced(event.reason()),
                                event.planId(),
                                event.quantity() == null ? "" : ", " + event.quantity() + " seats");
        return new Link(
                "Subscription change",
                text,
                "/console/subscriptions/" + Pages.encoded(event.subscriptionId()),
                false);
    }

    private static @Nullable String address(String title, QuotaExplanation told) {
        QuotaExplanation.Event event = told.event();
        return title.equals("Event") && event != null && event.eventId() != null
                ? "/console/events/" + Pages.encoded(event.eventId())
                : null;
    }

    private static boolean isBad(String title, QuotaExplanation told) {
        return switch (title) {
            case "Status policy" -> told.policy() != null && !told.policy().grants();
            case "Decision" -> !told.decision().allowed();
            default -> false;
        };
    }

    private static String recorded(String resource, QuotaExplanation.Recorded recorded) {
        return "At that very moment the ledger has: %s of %s%s%s."
                .formatted(
                        Words.spaced(recorded.kind()),
                        Quantities.text(resource, recorded.amount()),
                        recorded.plan() == null ? "" : ", on plan " + recorded.plan(),
                        recorded.cause() == null ? "" : ", under " + recorded.cause());
    }
}
