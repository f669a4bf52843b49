package io.tollgate.billing.reconcile;

import io.micrometer.core.instrument.MeterRegistry;
import io.tollgate.billing.core.Core;
import io.tollgate.billing.core.CoreOrders;
import io.tollgate.billing.inbox.Repairs;
import io.tollgate.billing.stripe.StripeAccess;
import io.tollgate.billing.stripe.StripePayments;
import io.tollgate.billing.stripe.StripeStates;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Puts the plain classes of this package together. */
final class ReconcileParts {

    private ReconcileParts() {}

    /** What works on runs; nothing does without a key. */
    record Work(Optional<Reconciler> reconciler) {}

    @Produces
    @Singleton
    static Work work(
            StripeAccess stripe,
            Core core,
            CoreOrders orders,
            Repairs repairs,
            RunTable runs,
            ReconcileConfig config,
            MeterRegistry metrics,
            Clock clock) {
        // Every kind is there from the start: a rule sees the first difference too.
        for (Kind kind : Kind.values()) {
            metrics.counter(Reconciler.DIFFERENCES, "kind", kind.wire());
        }
        metrics.counter(Reconciler.RUNS, "outcome", Reconciler.FINISHED);
        metrics.counter(Reconciler.RUNS, "outcome", Reconciler.FAILED);
        StripeAccess slow = stripe.slower(config.callsPerSecond());
        if (slow.api().isEmpty()) {
            return new Work(Optional.empty());
        }
        StripeStates states = slow.states().orElseThrow();
        Duration grace = config.grace();
        Recent recent = new Recent(slow.events().orElseThrow(), repairs, grace);
        Judge judge = new Judge(states, core, repairs, recent);
        StripePayments payments = slow.payments().orElseThrow();
        PaymentJudge paymentJudge = new PaymentJudge(payments, orders, repairs, recent);
        Map<Phase, Step> steps =
                Map.of(
                        Phase.OVERDUE,
                        new OverdueStep(core, judge, clock),
                        Phase.EVENTS,
                        new EventsStep(slow.events().orElseThrow(), repairs, grace),
                        Phase.SUBSCRIPTIONS,
                        new SubscriptionsStep(
                                slow.subscriptions().orElseThrow(),
                                states,
                                core,
                                judge,
                                repairs,
                                runs::reported,
                                grace),
                        Phase.PAYMENTS,
                        new PaymentsStep(orders, paymentJudge, config.paymentsRecent(), clock),
                        Phase.CHARGES,
                        new ChargesStep(payments, orders, paymentJudge, clock),
                        Phase.PARKED,
                        new ParkedStep(states, payments, core, orders, repairs, runs::reported));
        return new Work(Optional.of(new Reconciler(runs, steps, repairs, config, metrics)));
    }
}
