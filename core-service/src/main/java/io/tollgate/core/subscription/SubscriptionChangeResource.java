package io.tollgate.core.subscription;

import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import io.tollgate.contracts.problem.FieldChecks;
import io.tollgate.contracts.subscription.SubscriptionChangeApi;
import io.tollgate.contracts.subscription.SubscriptionChangePage;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the log of what changed a subscription or was refused. */
@HttpAuthenticationMechanism("api-key")
@RolesAllowed("billing")
class SubscriptionChangeResource implements SubscriptionChangeApi {

    private static final int MAX_LIMIT = 100;

    @Override
    @Transactional
    public SubscriptionChangePage changes(
            String subscriptionId, @Nullable String before, String limit) {
        FieldChecks checks = new FieldChecks();
        checks.text("subscription_id", subscriptionId);
        long below = checks.pageBefore(before);
        int size = checks.pageSize(limit, MAX_LIMIT);
        checks.throwIfAny();
        List<ChangeRow> rows = ChangeRow.of(subscriptionId, below, size + 1);
        List<ChangeRow> shown = rows.subList(0, Math.min(size, rows.size()));
        return new SubscriptionChangePage(
                shown.stream().map(ChangeRow::view).toList(),
                rows.size() > size ? Long.toString(shown.getLast().id()) : null);
    }
}
