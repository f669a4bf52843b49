package io.tollgate.core.subscription;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import io.tollgate.contracts.problem.FieldChecks;
import io.tollgate.contracts.problem.ProblemCode;
import io.tollgate.contracts.problem.ProblemException;
import io.tollgate.contracts.subscription.SubscriptionUpdate;
import io.tollgate.contracts.subscription.SubscriptionUpdateApi;
import io.tollgate.contracts.subscription.SubscriptionUpdateResult;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.event.Observes;
import java.util.List;
import org.jboss.logging.Logger;

/** Where billing-service says what a subscription now is. */
@HttpAuthenticationMechanism("api-key")
@RolesAllowed("billing")
class SubscriptionUpdateResource implements SubscriptionUpdateApi {

    private static final Logger LOG = Logger.getLogger(SubscriptionUpdateResource.class);

    private static final String WARNINGS = "tollgate.subscription.warnings";

    private final SubscriptionUpdates updates;
    private final MeterRegistry metrics;

    SubscriptionUpdateResource(SubscriptionUpdates updates, MeterRegistry metrics) {
        this.updates = updates;
        this.metrics = metrics;
    }

    /** Every series is there from the start: a rule sees the first warning too. */
    @PermitAll
    void start(@Observes StartupEvent event) {
        for (Warning warning : Warning.values()) {
            metrics.counter(WARNINGS, "kind", warning.word());
        }
    }

    @Override
    public SubscriptionUpdateResult update(SubscriptionUpdate body) {
        SubscriptionUpdate update = FieldChecks.body(body);
        UpdateChecks.require(update);
        UpdateOutcome outcome = updates.take(update);
        record(update, outcome);
        if (outcome instanceof UpdateOutcome.SequenceConflict) {
            throw new ProblemException(
                    ProblemCode.SEQUENCE_CONFLICT,
                    "Sequence " + update.sequence() + " was already used for other content.");
        }
        List<String> warnings = outcome.warnings().stream().map(Warning::word).toList();
        return new SubscriptionUpdateResult(outcome.word(), warnings, outcome.sequence());
    }

    private void record(SubscriptionUpdate update, UpdateOutcome outcome) {
        metrics.counter("tollgate.subscription.updates", "outcome", outcome.word()).increment();
        for (Warning warning : outcome.warnings()) {
            metrics.counter(WARNINGS, "kind", warning.word()).increment();
        }
        LOG.infof(
                "subscription_update outcome=%s subscription=%s event=%s sequence=%s status=%s"
                        + " warnings=%s",
                outcome.word(),
                update.subscriptionId(),
                update.eventId(),
                update.sequence(),
                update.status(),
                outcome.warnings());
    }
}
