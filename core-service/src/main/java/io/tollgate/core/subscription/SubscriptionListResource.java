package io.tollgate.core.subscription;

import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import io.tollgate.contracts.problem.FieldChecks;
import io.tollgate.contracts.subscription.SubscriptionListApi;
import io.tollgate.contracts.subscription.SubscriptionPage;
import io.tollgate.core.account.Accounts;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lists what core holds, so that billing-service can compare it with Stripe. */
@HttpAuthenticationMechanism("api-key")
@RolesAllowed("billing")
class SubscriptionListResource implements SubscriptionListApi {

    /** A page is answered from memory: 500 rows with 100 items each stay below 10 MiB. */
    private static final int MAX_LIMIT = 500;

    /** The year 9999 in Unix seconds has twelve digits. */
    private static final String TIME = "[0-9]{1,12}";

    private final Subscriptions subscriptions;
    private final Accounts accounts;

    SubscriptionListResource(Subscriptions subscriptions, Accounts accounts) {
        this.accounts = accounts;
        this.subscriptions = subscriptions;
    }

    @Override
    public SubscriptionPage list(
            @Nullable String after,
            String limit,
            @Nullable List<String> ids,
            @Nullable String overdueBefore,
            @Nullable String customerId,
            boolean withFormer) {
        List<String> wanted = ids == null ? List.of() : ids;
        FieldChecks checks = new FieldChecks();
        checks.optionalText("after", after);
        checks.optionalText("customer_id", customerId);
        int size = checks.pageSize(limit, MAX_LIMIT);
        wanted.forEach(id -> checks.text("ids", id));
        if (wanted.size() > MAX_IDS) {
            checks.refuse("ids", "must be " + MAX_IDS + " at most");
        }
        if (overdueBefore != null && !overdueBefore.matches(TIME)) {
            checks.refuse("overdue_before", "must be a time in Unix seconds");
        }
        checks.throwIfAny();
        return subscriptions.page(
                new Filter(
                        after == null ? "" : after,
                        wanted,
                        overdueBefore == null ? null : (Long) Long.valueOf(overdueBefore),
                        customers(customerId, withFormer)),
                size);
    }

    private Set<String> customers(@Nullable String customerId, boolean withFormer) {
        if (customerId == null) {
            return Set.of();
        }
        return withFormer ? accounts.withOthersOfUser(customerId) : Set.of(customerId);
    }
}
