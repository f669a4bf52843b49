package io.tollgate.core.payment;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import io.tollgate.contracts.payment.PaymentUpdate;
import io.tollgate.contracts.payment.PaymentUpdateApi;
import io.tollgate.contracts.payment.PaymentUpdateResult;
import io.tollgate.contracts.payment.ReviewReason;
import io.tollgate.contracts.problem.FieldChecks;
import io.tollgate.contracts.problem.ProblemCode;
import io.tollgate.contracts.problem.ProblemException;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.event.Observes;
import java.util.List;
import org.jboss.logging.Logger;

/** Where billing-service says what a payment now is. */
@HttpAuthenticationMechanism("api-key")
@RolesAllowed("billing")
class PaymentUpdateResource implements PaymentUpdateApi {

    private static final Logger LOG = Logger.getLogger(PaymentUpdateResource.class);

    private final PaymentUpdates updates;
    private final MeterRegistry metrics;

    PaymentUpdateResource(PaymentUpdates updates, MeterRegistry metrics) {
        this.updates = updates;
        this.metrics = metrics;
    }

    /** Every series is there from the start: a rule sees the first review too. */
    @PermitAll
    void start(@Observes StartupEvent event) {
        for (ReviewReason review : ReviewReason.values()) {
            metrics.counter(Reviews.METRIC, "reason", review.wire());
        }
    }

    @Override
    public PaymentUpdateResult update(PaymentUpdate body) {
        PaymentUpdate update = FieldChecks.body(body);
        UpdateChecks.require(update);
        UpdateOutcome outcome = updates.take(update);
        metrics.counter("tollgate.payment.updates", "outcome", outcome.outcome()).increment();
        return switch (outcome) {
            case UpdateOutcome.Taken taken -> told(update, taken);
            case UpdateOutcome.Unrelated() ->
                    new PaymentUpdateResult(
                            PaymentUpdateResult.UNRELATED, null, null, List.of(), null);
            case UpdateOutcome.SequenceConflict() ->
                    throw new ProblemException(
                            ProblemCode.SEQUENCE_CONFLICT,
                            "Sequence "
                                    + update.sequence()
                                    + " was already used for other content.");
        };
    }

    private PaymentUpdateResult told(PaymentUpdate update, UpdateOutcome.Taken taken) {
        boolean applied = taken.word().equals(PaymentUpdateResult.APPLIED);
        LOG.logf(
                taken.review().isEmpty() ? Logger.Level.INFO : Logger.Level.WARN,
                "payment_update outcome=%s payment_intent=%s status=%s order=%s order_status=%s"
                        + " event=%s sequence=%s review=%s",
                taken.word(),
                update.paymentIntentId(),
                update.status(),
                taken.orderId(),
                taken.orderStatus(),
                update.eventId(),
                update.sequence(),
                taken.review());
        if (applied) {
            taken.review()
                    .forEach(why -> metrics.counter(Reviews.METRIC, "reason", why).increment());
        }
        return new PaymentUpdateResult(
                taken.word(),
                taken.orderId(),
                taken.orderStatus(),
                taken.review(),
                taken.sequence());
    }
}
