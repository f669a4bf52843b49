package io.tollgate.core.subscription;

import io.tollgate.contracts.subscription.SubscriptionUpdate.Item;
import io.tollgate.core.plan.Catalogue;
import io.tollgate.core.plan.Plan;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The one item of a subscription that counts, found anew at every read: of the items whose price
 * the catalogue knows, the one with the best plan; if it knows none, the top-level price.
 *
 * @param priceId the Stripe price
 * @param plan what it buys; null if the catalogue does not know the price
 * @param quantity seats, if the item says so
 */
record Pick(
        String priceId,
        @Nullable Plan plan,
        long startDate,
        long expiryDate,
        @Nullable Long quantity) {

    private static final Comparator<Pick> BEST_FIRST =
            Comparator.comparingInt(Pick::rank)
                    .reversed()
                    .thenComparing(Pick::priceId)
                    .thenComparing(Comparator.comparingLong(Pick::expiryDate).reversed())
                    .thenComparing(Comparator.comparingLong(Pick::startDate))
                    .thenComparing(pick -> pick.quantity() == null ? 0L : pick.quantity());

    static Pick from(Terms terms, Catalogue catalogue) {
        return terms.items().stream()
                .map(item -> ofItem(item, catalogue))
                .flatMap(Optional::stream)
                .min(BEST_FIRST)
                .orElseGet(() -> ofTopLevel(terms, catalogue));
    }

    private static Optional<Pick> ofItem(Item item, Catalogue catalogue) {
        return catalogue
                .planOfPrice(item.planId())
                .map(
                        plan ->
                                new Pick(
                                        item.planId(),
                                        plan,
                                        item.startDate(),
                                        item.expiryDate(),
                                        item.quantity()));
    }

    private static Pick ofTopLevel(Terms terms, Catalogue catalogue) {
        return new Pick(
                terms.planId(),
                catalogue.planOfPrice(terms.planId()).orElse(null),
                terms.startDate(),
                terms.expiryDate(),
                seats(terms));
    }

    /** A price that maps to nothing takes no seats away. */
    private static @Nullable Long seats(Terms terms) {
        return terms.items().stream()
                .filter(item -> item.planId().equals(terms.planId()))
                .flatMap(item -> Stream.ofNullable(item.quantity()))
                .findFirst()
                .orElse(null);
    }

    private int rank() {
        return plan == null ? -1 : plan.rank();
    }
}
