package io.tollgate.core.payment;

import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import io.tollgate.contracts.payment.PaymentChangePage;
import io.tollgate.contracts.payment.PaymentDetail;
import io.tollgate.contracts.payment.PaymentDetailApi;
import io.tollgate.contracts.problem.FieldChecks;
import io.tollgate.contracts.problem.ProblemCode;
import io.tollgate.contracts.problem.ProblemException;
import jakarta.annotation.security.RolesAllowed;
import org.jspecify.annotations.Nullable;

/** Tells billing-service all about one payment. */
@HttpAuthenticationMechanism("api-key")
@RolesAllowed("billing")
class PaymentDetailResource implements PaymentDetailApi {

    private static final int MAX_LIMIT = 100;

    private final PaymentHistory history;

    PaymentDetailResource(PaymentHistory history) {
        this.history = history;
    }

    @Override
    public PaymentDetail get(String paymentIntentId) {
        FieldChecks checks = new FieldChecks();
        checks.text("payment_intent_id", paymentIntentId);
        checks.throwIfAny();
        return history.detail(paymentIntentId)
                .orElseThrow(
                        () ->
                                new ProblemException(
                                        ProblemCode.NOT_FOUND, "There is no such payment."));
    }

    @Override
    public PaymentChangePage changes(
            String paymentIntentId, @Nullable String before, String limit) {
        FieldChecks checks = new FieldChecks();
        checks.text("payment_intent_id", paymentIntentId);
        long below = checks.pageBefore(before);
        int size = checks.pageSize(limit, MAX_LIMIT);
        checks.throwIfAny();
        return history.changes(paymentIntentId, below, size);
    }
}
