package io.tollgate.billing.reconcile;

import io.tollgate.billing.inbox.Reason;
import io.tollgate.billing.inbox.Repairs;
import io.tollgate.billing.reconcile.Difference.Remedy;
import io.tollgate.billing.stripe.Deadline;
import io.tollgate.billing.stripe.StripeState;
import io.tollgate.billing.stripe.StripeStates;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds parked events whose cause is gone: given up on while a service was away, or an invoice
 * whose subscription was unknown. Stripe has to know the subscription by now.
 */
final class ParkedStep implements Step {

    private static final int PAGE = 20;
    private static final Duration CALL = Duration.ofSeconds(20);

    private static final List<Reason> CURABLE =
            List.of(Reason.GAVE_UP, Reason.SUBSCRIPTION_UNKNOWN);

    private final StripeStates stripe;
    private final Repairs repairs;

    ParkedStep(StripeStates stripe, Repairs repairs) {
        this.stripe = stripe;
        this.repairs = repairs;
    }

    /** Where a page begins: the reason's place in the list, and the last event's number. */
    private record Cursor(int reason, long number) {

        static Cursor of(@Nullable String text) {
            if (text == null) {
                return new Cursor(0, 0);
            }
            String[] parts = text.split(":", 2);
            return new Cursor(Integer.parseInt(parts[0]), Long.parseLong(parts[1]));
        }

        String text() {
            return reason + ":" + number;
        }
    }

    @Override
    public StepResult look(Run run) throws SQLException {
        Cursor cursor = Cursor.of(run.cursor());
        Reason reason = CURABLE.get(cursor.reason());
        List<Repairs.Parked> page = repairs.parked(reason, cursor.number(), PAGE);
        List<Difference> differences = new ArrayList<>();
        for (Repairs.Parked event : page) {
            switch (stripe.of(event.lane(), StripeStates.Known.NOTHING, Deadline.in(CALL))) {
                case StripeState.Now ignored -> differences.add(curable(event, reason));
                case StripeState.Missing() -> {}
                case StripeState.Unusable ignored -> {}
                case StripeState.Throttled() -> {
                    return new StepResult.Wait("Stripe throttles");
                }
                case StripeState.Unavailable(String why) -> {
                    return new StepResult.Wait("Stripe: " + why);
                }
            }
        }
        return new StepResult.Page(differences, next(cursor, page), page.size(), 0, null);
    }

    private static @Nullable String next(Cursor cursor, List<Repairs.Parked> page) {
        if (page.size() == PAGE) {
            return new Cursor(cursor.reason(), page.getLast().number()).text();
        }
        return cursor.reason() + 1 < CURABLE.size()
                ? new Cursor(cursor.reason() + 1, 0).text()
                : null;
    }

    private static Difference curable(Repairs.Parked event, Reason reason) {
        return new Difference(
                event.eventId(),
                event.lane(),
                Kind.FAILED_HERE,
                event.type() + " is parked: " + reason.wire(),
                new Remedy.Replay());
    }
}
