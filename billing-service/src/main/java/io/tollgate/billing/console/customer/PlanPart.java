package io.tollgate.billing.console.customer;

import io.tollgate.billing.console.lookup.Quantities;
import io.tollgate.contracts.quota.QuotaSummary;
import io.tollgate.contracts.quota.QuotaSummary.ResourceQuota;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The plan of a user with limits and usage, as a page shows it.
 *
 * @param plan the one that counts now
 * @param why it does
 * @param accessUntil when it ends if nothing new arrives, Unix seconds
 * @param since since when it counts, Unix seconds
 */
public record PlanPart(
        String plan,
        String why,
        @Nullable Long accessUntil,
        @Nullable Long since,
        Long seats,
        List<ResourceLine> resources,
        List<FeatureLine> features) {

    /**
     * A counted resource.
     *
     * @param used as people read it
     * @param reserved the same; null if nothing is
     * @param limit the same
     * @param taken used and reserved, for a bar
     * @param top of the bar; 0 if there is none to draw
     * @param over by how much more than the limit there is; null if there is not
     * @param soft whether the limit only warns
     * @param byHand whether an operator set it
     */
    public record ResourceLine(
            String name,
            String used,
            @Nullable String reserved,
            String limit,
            Long taken,
            Long top,
            @Nullable String over,
            boolean soft,
            boolean byHand) {}

    /** A feature, and whether the user has it. */
    public record FeatureLine(String name, boolean has) {}

    static PlanPart of(QuotaSummary summary) {
        return new PlanPart(
                summary.plan(),
                StatusWords.ofPlan(summary.reason()),
                summary.accessUntil(),
                summary.since(),
                summary.seats(),
                summary.resources().entrySet().stream()
                        .map(each -> line(each.getKey(), each.getValue()))
                        .toList(),
                summary.features().entrySet().stream()
                        .map(each -> new FeatureLine(each.getKey(), each.getValue()))
                        .toList());
    }

    private static ResourceLine line(String name, ResourceQuota quota) {
        Long limit = quota.limit();
        return new ResourceLine(
                name,
                Quantities.text(name, quota.used()),
                quota.reserved() == 0 ? null : Quantities.text(name, quota.reserved()),
                limit == null ? "unlimited" : Quantities.text(name, limit),
                quota.used() + quota.reserved(),
                limit == null ? 0L : (Long) limit,
                quota.overLimit() ? Quantities.text(name, quota.overBy()) : null,
                quota.soft(),
                quota.source().equals("override"));
    }

    /** Whether something is a feature; null if the plan has no such thing. */
    @Nullable Boolean isFeature(String name) {
        return features.stream().anyMatch(each -> each.name().equals(name))
                ? Boolean.TRUE
                : resources.stream().anyMatch(each -> each.name().equals(name))
                        ? Boolean.FALSE
                        : null;
    }

    /** The names an operator can ask about. */
    List<String> names() {
        List<String> names = new ArrayList<>();
        resources.forEach(resource -> names.add(resource.name()));
        features.forEach(feature -> names.add(feature.name()));
        return names;
    }
}
