package io.tollgate.core.quota;

import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import io.tollgate.contracts.problem.FieldChecks;
import io.tollgate.contracts.quota.LimitOverride;
import io.tollgate.contracts.quota.OperatorOverride;
import io.tollgate.contracts.quota.UserOverrideApi;
import io.tollgate.contracts.quota.UserOverrides;
import jakarta.annotation.security.RolesAllowed;
import org.jspecify.annotations.Nullable;

/**
 * Where billing-service sets a limit for an operator who is signed in there. A product's key
 * cannot: a leaked one grants nothing.
 */
@HttpAuthenticationMechanism("api-key")
@RolesAllowed("billing")
class UserOverrideResource implements UserOverrideApi {

    private final OverrideDesk desk;

    UserOverrideResource(OverrideDesk desk) {
        this.desk = desk;
    }

    @Override
    public UserOverrides list(String userId) {
        FieldChecks checks = new FieldChecks();
        checks.text("user_id", userId);
        checks.throwIfAny();
        return desk.ofUser(userId);
    }

    @Override
    public LimitOverride.History history(String userId, String resource) {
        return desk.history(userId, resource);
    }

    @Override
    public LimitOverride.History set(
            String userId, String resource, @Nullable OperatorOverride body) {
        OperatorOverride wish = FieldChecks.body(body);
        return desk.set(
                userId,
                resource,
                new OverrideDesk.Wish(wish.limit(), wish.reason(), wish.endsAt()),
                new OverrideDesk.Operator("by", wish.by()));
    }

    @Override
    public LimitOverride.History withdraw(
            String userId, String resource, @Nullable String reason, @Nullable String by) {
        return desk.withdraw(userId, resource, reason, new OverrideDesk.Operator("by", by));
    }
}
