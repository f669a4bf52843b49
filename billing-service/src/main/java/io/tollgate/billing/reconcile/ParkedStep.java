package io.tollgate.billing.reconcile;

import io.tollgate.billing.core.Core;
import io.tollgate.billing.inbox.Reason;
import io.tollgate.billing.inbox.Repairs;
import io.tollgate.billing.reconcile.Difference.Remedy;
import io.tollgate.billing.stripe.Billed;
import io.tollgate.billing.stripe.Deadline;
import io.tollgate.billing.stripe.StripeState;
import io.tollgate.billing.stripe.StripeStates;
import io.tollgate.contracts.subscription.SubscriptionView;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds parked events whose cause is gone. What was given up on while a service was away, or came
 * before its subscription, is done anew once Stripe knows the subscription. What was once refused
 * or could not be read is done anew once core agrees with Stripe all the same.
 */
final class ParkedStep implements Step {

    private static final int PAGE = 20;
    private static final Duration CALL = Duration.ofSeconds(20);

    private static final List<Reason> CURABLE =
            List.of(
                    Reason.GAVE_UP,
                    Reason.SUBSCRIPTION_UNKNOWN,
                    Reason.CORE_REJECTED,
                    Reason.UNKNOWN_SHAPE,
                    Reason.NO_CUSTOMER,
                    Reason.NO_PLAN);

    /** Those where it is enough that both services can be asked again. */
    private static final Set<Reason> CURED_BY_STRIPE =
            Set.of(Reason.GAVE_UP, Reason.SUBSCRIPTION_UNKNOWN);

    private final StripeStates stripe;
    private final Core core;
    private final Repairs repairs;
    private final Reported reported;

    ParkedStep(StripeStates stripe, Core core, Repairs repairs, Reported reported) {
        this.stripe = stripe;
        this.core = core;
        this.repairs = repairs;
        this.reported = reported;
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
        List<String> lanes = page.stream().map(Repairs.Parked::lane).distinct().toList();
        Set<String> told = run.mode() == Mode.DRY_RUN ? reported.of(run, lanes) : Set.of();
        Set<String> cured = new HashSet<>();
        for (String lane : lanes) {
            switch (stripe.of(lane, StripeStates.Known.NOTHING, Deadline.in(CALL))) {
                case StripeState.Now<Billed> now -> {
                    if (CURED_BY_STRIPE.contains(reason) || coreAgrees(now)) {
                        cured.add(lane);
                    }
                }
                case StripeState.Missing<Billed>() -> {}
                case StripeState.Unusable<Billed> ignored -> {}
                case StripeState.Throttled<Billed>() -> {
                    return new StepResult.Wait("Stripe throttles");
                }
                case StripeState.Unavailable<Billed>(String why) -> {
                    return new StepResult.Wait("Stripe: " + why);
                }
            }
        }
        List<Difference> differences =
                page.stream()
                        .filter(e -> cured.contains(e.lane()) && !told.contains(e.lane()))
                        .map(event -> curable(event, reason))
                        .toList();
        return new StepResult.Page(
                differences, next(cursor, page), new StepResult.Checked(page.size(), 0, 0), null);
    }

    private boolean coreAgrees(StripeState.Now<Billed> now) {
        String id = now.what().snapshot().subscriptionId();
        SubscriptionView held = core.holds(List.of(id)).orElse(Map.of()).get(id);
        return held != null
                && Judge.wanted(now)
                        .filter(wanted -> Comparison.differs(wanted, held).isEmpty())
                        .isPresent();
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
