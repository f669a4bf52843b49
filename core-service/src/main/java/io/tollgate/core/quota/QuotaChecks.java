package io.tollgate.core.quota;

import io.tollgate.contracts.problem.FieldChecks;
import io.tollgate.contracts.quota.QuotaAmount;
import io.tollgate.core.plan.Catalogue;
import io.tollgate.core.plan.Resource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Names what is wrong with a request about limits. */
final class QuotaChecks {

    /** More resources than a catalogue has; it keeps the locks of one request few. */
    private static final int MAX_ITEMS = 20;

    private final Catalogue catalogue;
    private final FieldChecks checks = new FieldChecks();

    QuotaChecks(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    FieldChecks fields() {
        return checks;
    }

    /** A resource of the catalogue, counted or not. */
    void resource(String field, @Nullable String name) {
        if (name == null) {
            checks.refuse(field, "is required");
        } else if (catalogue.resource(name).isEmpty()) {
            checks.refuse(
                    field, "is not in the catalogue, which has " + names(catalogue.resources()));
        }
    }

    /** A resource one can take some of. */
    void countedResource(String field, @Nullable String name) {
        resource(field, name);
        Optional<Resource> known = name == null ? Optional.empty() : catalogue.resource(name);
        if (known.isPresent() && !known.get().isCounted()) {
            checks.refuse(field, "is a feature, which can be checked but not taken");
        }
    }

    /** The items of a take: at least one, each resource once. */
    List<Amount> items(@Nullable List<QuotaAmount> items) {
        if (items == null || items.isEmpty()) {
            checks.refuse("items", "is required and must not be empty");
            return List.of();
        }
        return amounts(items, 1);
    }

    /** The items of a commit, which may be zero or left out. */
    List<Amount> optionalItems(@Nullable List<QuotaAmount> items) {
        return items == null ? List.of() : amounts(items, 0);
    }

    private List<Amount> amounts(List<QuotaAmount> items, long least) {
        List<Amount> amounts = new ArrayList<>();
        if (items.size() > MAX_ITEMS) {
            checks.refuse("items", "must have at most " + MAX_ITEMS + " entries");
            return amounts;
        }
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < items.size(); i++) {
            QuotaAmount item = items.get(i);
            String path = "items[" + i + "]";
            if (item == null) {
                checks.refuse(path, "must not be null");
                continue;
            }
            countedResource(path + ".resource", item.resource());
            long amount = item.amount() == null ? 1 : item.amount();
            if (amount < least || amount > FieldChecks.MAX_COUNT) {
                checks.refuse(
                        path + ".amount",
                        "must be a whole number from " + least + " to " + FieldChecks.MAX_COUNT);
            }
            if (!seen.add(String.valueOf(item.resource()))) {
                checks.refuse(path + ".resource", "stands here twice");
            }
            amounts.add(new Amount(String.valueOf(item.resource()), amount));
        }
        return amounts;
    }

    private static String names(List<Resource> resources) {
        return resources.stream().map(Resource::name).collect(Collectors.joining(", "));
    }
}
