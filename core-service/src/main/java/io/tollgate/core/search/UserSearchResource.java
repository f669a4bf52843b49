package io.tollgate.core.search;

import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import io.tollgate.contracts.account.UserSearchApi;
import io.tollgate.contracts.account.UsersFound;
import io.tollgate.contracts.problem.FieldChecks;
import jakarta.annotation.security.RolesAllowed;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Finds users for the operators' console of billing-service. */
@HttpAuthenticationMechanism("api-key")
@RolesAllowed("billing")
class UserSearchResource implements UserSearchApi {

    private static final int MAX_LIMIT = 100;

    private final UserSearch search;

    UserSearchResource(UserSearch search) {
        this.search = search;
    }

    @Override
    public UsersFound find(@Nullable String query, String limit) {
        FieldChecks checks = new FieldChecks();
        checks.text("query", query);
        int size = checks.pageSize(limit, MAX_LIMIT);
        checks.throwIfAny();
        try {
            return search.find(String.valueOf(query), size);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
