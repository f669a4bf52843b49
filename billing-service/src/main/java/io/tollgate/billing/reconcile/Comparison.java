package io.tollgate.billing.reconcile;

import io.tollgate.contracts.subscription.SubscriptionStatus;
import io.tollgate.contracts.subscription.SubscriptionUpdate;
import io.tollgate.contracts.subscription.SubscriptionUpdate.Item;
import io.tollgate.contracts.subscription.SubscriptionView;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Holds what core should be told against what it holds. Pure. Only what decides about access
 * counts: not the sequence, of what was paid only what the expiry shows, and not whom it is linked
 * to, since only core knows why it links nobody.
 */
final class Comparison {

    private Comparison() {}

    /** What differs, in a few words; empty if nothing does. */
    static Optional<String> differs(SubscriptionUpdate wanted, @Nullable SubscriptionView held) {
        if (held == null) {
            return Optional.of("core does not know it");
        }
        boolean bothEnded = isTerminal(wanted.status()) && isTerminal(held.status());
        if (bothEnded) {
            // core changes nothing more of what has ended, however it is called.
            return Optional.empty();
        }
        List<String> differences = new ArrayList<>();
        compare(differences, "status", wanted.status(), held.status());
        compare(differences, "customer", wanted.customerId(), held.customerId());
        if (SubscriptionStatus.find(wanted.status()).isPresent()) {
            // Under a status it does not know core keeps the terms it has.
            compareTerms(differences, wanted, held);
        }
        return differences.isEmpty()
                ? Optional.empty()
                : Optional.of(String.join("; ", differences));
    }

    /** Whether it is a subscription that ought to give access to somebody. */
    static boolean isRunning(String status) {
        return switch (SubscriptionStatus.find(status).orElse(null)) {
            case TRIALING, ACTIVE, PAST_DUE -> true;
            case INCOMPLETE, INCOMPLETE_EXPIRED, CANCELED, UNPAID, PAUSED -> false;
            case null -> false;
        };
    }

    private static boolean isTerminal(String status) {
        return SubscriptionStatus.find(status).map(SubscriptionStatus::isTerminal).orElse(false);
    }

    private static void compareTerms(
            List<String> differences, SubscriptionUpdate wanted, SubscriptionView held) {
        compare(differences, "cancel_at", wanted.cancelAt(), held.cancelAt());
        compare(differences, "trial_end", wanted.trialEnd(), held.trialEnd());
        List<Item> items = Objects.requireNonNull(wanted.items(), "billing always sends items");
        if (held.items() != null) {
            compare(differences, "items", items, held.items());
            return;
        }
        // Told by a caller that only knows the six fields.
        boolean shown =
                items.stream()
                        .anyMatch(
                                item ->
                                        item.planId().equals(held.planId())
                                                && item.startDate() == held.startDate()
                                                && item.expiryDate() == held.expiryDate());
        if (!shown) {
            differences.add("items: not told");
        }
    }

    private static void compare(
            List<String> differences,
            String field,
            @Nullable Object wanted,
            @Nullable Object held) {
        if (!Objects.equals(wanted, held)) {
            differences.add("%s: Stripe %s, core %s".formatted(field, show(wanted), show(held)));
        }
    }

    private static String show(@Nullable Object value) {
        if (value instanceof List<?> list) {
            return list.stream().map(Comparison::show).toList().toString();
        }
        return value instanceof Item(String plan, Long quantity, Long start, Long end)
                ? "%s x%s %d-%d".formatted(plan, quantity, start, end)
                : String.valueOf(value);
    }
}
