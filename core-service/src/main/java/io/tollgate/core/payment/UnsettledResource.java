package io.tollgate.core.payment;

import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import io.tollgate.contracts.payment.PaymentAttempt;
import io.tollgate.contracts.payment.UnsettledAttemptsApi;
import io.tollgate.contracts.problem.FieldChecks;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;

/** Tells billing-service what it has to clear up at Stripe. */
@HttpAuthenticationMechanism("api-key")
@RolesAllowed("billing")
class UnsettledResource implements UnsettledAttemptsApi {

    private static final int MAX_LIMIT = 100;

    private final Attempts attempts;

    UnsettledResource(Attempts attempts) {
        this.attempts = attempts;
    }

    @Override
    public List<PaymentAttempt> unsettled(String limit) {
        FieldChecks checks = new FieldChecks();
        int size = checks.pageSize(limit, MAX_LIMIT);
        checks.throwIfAny();
        return attempts.unsettled(size);
    }
}
