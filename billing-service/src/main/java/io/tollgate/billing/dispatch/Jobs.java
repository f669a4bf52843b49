package io.tollgate.billing.dispatch;

import io.tollgate.billing.inbox.KeptEvent;
import io.tollgate.billing.inbox.Repairs;
import io.tollgate.billing.normalise.PaymentSnapshot;
import io.tollgate.billing.normalise.Snapshot;
import io.tollgate.billing.stripe.StripeAccess;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Says what kind of job a lane is: a subscription's, a payment's or a customer's. */
final class Jobs {

    /** Stripe's prefix of a payment intent, for lanes that are due without any event. */
    private static final String INTENT = "pi_";

    private final StripeAccess stripe;
    private final CoreCalls core;
    private final Asking asking;
    private final Consumer<Map<String, String>> makeDue;

    Jobs(
            StripeAccess stripe,
            CoreCalls core,
            Asking asking,
            Consumer<Map<String, String>> makeDue) {
        this.stripe = stripe;
        this.core = core;
        this.asking = asking;
        this.makeDue = makeDue;
    }

    /** Makes lanes due through the inbox. */
    static Consumer<Map<String, String>> through(Repairs repairs) {
        return causes -> {
            try {
                repairs.makeDue(causes);
            } catch (SQLException e) {
                throw new IllegalStateException("lanes not made due", e);
            }
        };
    }

    Job of(Claim claim, List<KeptEvent> events) {
        if (claim.lane().startsWith(INTENT) || events.stream().anyMatch(Jobs::isOfPayment)) {
            PaymentSnapshot saved = SavedState.read(claim.state(), PaymentSnapshot.class);
            return new PaymentJob(claim, PaymentView.of(saved, events), stripe.payments(), asking);
        }
        if (CustomerJob.isFor(events)) {
            return new CustomerJob(claim.lane(), CustomerJob.Events.of(events), core, makeDue);
        }
        Snapshot saved = SavedState.read(claim.state(), Snapshot.class);
        return new SubscriptionJob(
                claim, LaneView.of(saved, claim.paidThrough(), events), stripe.states(), asking);
    }

    private static boolean isOfPayment(KeptEvent event) {
        return event.type().startsWith("payment_intent.")
                || event.type().startsWith("charge.")
                || event.type().startsWith("refund.");
    }
}
