package io.tollgate.core.payment;

import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import io.tollgate.contracts.payment.PaymentAttempt;
import io.tollgate.contracts.payment.PaymentAttemptApi;
import io.tollgate.contracts.problem.FieldChecks;
import io.tollgate.contracts.problem.ProblemCode;
import io.tollgate.contracts.problem.ProblemException;
import io.tollgate.core.order.Orders;
import jakarta.annotation.security.RolesAllowed;
import java.util.Objects;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Where billing-service opens, links and closes the tries to pay an order. */
@HttpAuthenticationMechanism("api-key")
@RolesAllowed("billing")
class AttemptResource implements PaymentAttemptApi {

    private static final Logger LOG = Logger.getLogger(AttemptResource.class);

    private final Attempts attempts;

    AttemptResource(Attempts attempts) {
        this.attempts = attempts;
    }

    @Override
    public PaymentAttempt open(String orderId, @Nullable Opening opening) {
        Opening body = FieldChecks.body(opening);
        FieldChecks checks = new FieldChecks();
        checks.text("user_id", body.userId());
        checks.text("environment", body.environment());
        checks.throwIfAny();
        return attempts.open(
                Orders.number(orderId),
                Objects.requireNonNull(body.userId()),
                Objects.requireNonNull(body.environment()));
    }

    @Override
    public PaymentAttempt link(String orderId, String attempt, @Nullable Link link) {
        String intent = FieldChecks.body(link).paymentIntentId();
        FieldChecks checks = new FieldChecks();
        checks.text("payment_intent_id", intent);
        checks.throwIfAny();
        PaymentAttempt linked =
                attempts.link(
                        Orders.number(orderId), number(attempt), Objects.requireNonNull(intent));
        LOG.infof("attempt_linked order=%s attempt=%s payment_intent=%s", orderId, attempt, intent);
        return linked;
    }

    @Override
    public PaymentAttempt close(String orderId, String attempt, @Nullable Closing closing) {
        String word = FieldChecks.body(closing).reason();
        FieldChecks checks = new FieldChecks();
        checks.text("reason", word);
        checks.throwIfAny();
        End reason =
                End.told(String.valueOf(word))
                        .orElseThrow(
                                () -> ProblemException.invalid("reason", "is not one of them"));
        PaymentAttempt closed = attempts.close(Orders.number(orderId), number(attempt), reason);
        LOG.infof("attempt_closed order=%s attempt=%s reason=%s", orderId, attempt, word);
        return closed;
    }

    @Override
    public PaymentAttempt resolve(String orderId, String attempt) {
        return attempts.resolve(Orders.number(orderId), number(attempt));
    }

    private static long number(String attempt) {
        if (!attempt.matches("[1-9][0-9]{0,8}")) {
            throw new ProblemException(ProblemCode.NOT_FOUND, "The order has no such attempt.");
        }
        return Long.parseLong(attempt);
    }
}
