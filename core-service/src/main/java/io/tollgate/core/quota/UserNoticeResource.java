package io.tollgate.core.quota;

import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import io.tollgate.contracts.problem.FieldChecks;
import io.tollgate.contracts.quota.UserNoticeApi;
import io.tollgate.contracts.quota.UserNotices;
import jakarta.annotation.security.RolesAllowed;
import java.sql.SQLException;

/** Where one user's notices are read. */
@HttpAuthenticationMechanism("api-key")
@RolesAllowed({"product", "billing"})
class UserNoticeResource implements UserNoticeApi {

    private static final int MAX_LIMIT = 100;

    private final Notices notices;

    UserNoticeResource(Notices notices) {
        this.notices = notices;
    }

    @Override
    public UserNotices latest(String userId, String limit) {
        FieldChecks checks = new FieldChecks();
        checks.text("user_id", userId);
        int size = checks.pageSize(limit, MAX_LIMIT);
        checks.throwIfAny();
        try {
            return notices.ofUser(userId, size);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
