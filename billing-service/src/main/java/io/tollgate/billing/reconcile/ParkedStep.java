package io.tollgate.billing.reconcile;

import io.tollgate.billing.core.Core;
import io.tollgate.billing.core.CoreAnswer;
import io.tollgate.billing.core.CoreOrders;
import io.tollgate.billing.inbox.Reason;
import io.tollgate.billing.inbox.Repairs;
import io.tollgate.billing.reconcile.Difference.Remedy;
import io.tollgate.billing.stripe.Billed;
import io.tollgate.billing.stripe.Deadline;
import io.tollgate.billing.stripe.StripePayments;
import io.tollgate.billing.stripe.StripeState;
import io.tollgate.billing.stripe.StripeStates;
import io.tollgate.contracts.payment.PaymentView;
import io.tollgate.contracts.subscription.SubscriptionView;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Finds parked events whose cause is gone. What was given up on while a service was away, or came
 * before its subscription or payment, is done anew once Stripe knows that. What was once refused or
 * could not be read is done anew once core agrees with Stripe all the same. Of a customer, or a
 * charge without an intent, Stripe is not asked: what was given up is done anew.
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
                    Reason.NO_PLAN,
                    Reason.PAYMENT_UNKNOWN);

    /** Those where it is enough that both services can be asked again. */
    private static final Set<Reason> CURED_BY_STRIPE =
            Set.of(Reason.GAVE_UP, Reason.SUBSCRIPTION_UNKNOWN, Reason.PAYMENT_UNKNOWN);

    /** Stripe's prefixes of the ids that lanes are named by. */
    private static final String SUBSCRIPTION = "sub_";

    private static final String INTENT = "pi_";

    private final StripeStates stripe;
    private final StripePayments payments;
    private final Core core;
    private final CoreOrders orders;
    private final Repairs repairs;
    private final Reported reported;

    ParkedStep(
            StripeStates stripe,
            StripePayments payments,
            Core core,
            CoreOrders orders,
            Repairs repairs,
            Reported reported) {
        this.stripe = stripe;
        this.payments = payments;
        this.core = core;
        this.orders = orders;
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
            switch (cure(lane, reason)) {
                case Cure.Found(boolean isCured) -> {
                    if (isCured) {
                        cured.add(lane);
                    }
                }
                case Cure.Wait(String why) -> {
                    return new StepResult.Wait(why);
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

    /** Whether the cause why a lane's events were parked is gone. */
    private sealed interface Cure {

        record Found(boolean isCured) implements Cure {}

        /** It cannot be told now. */
        record Wait(String why) implements Cure {}
    }

    private Cure cure(String lane, Reason reason) {
        boolean isEnough = CURED_BY_STRIPE.contains(reason);
        if (lane.startsWith(SUBSCRIPTION)) {
            return cure(
                    stripe.of(lane, StripeStates.Known.NOTHING, Deadline.in(CALL)),
                    now -> isEnough || coreAgrees(now));
        }
        if (lane.startsWith(INTENT)) {
            return cureOfPayment(lane, isEnough);
        }
        return new Cure.Found(reason == Reason.GAVE_UP);
    }

    private static <T> Cure cure(StripeState<T> state, Predicate<StripeState.Now<T>> isCured) {
        return switch (state) {
            case StripeState.Now<T> now -> new Cure.Found(isCured.test(now));
            case StripeState.Missing<T>() -> new Cure.Found(false);
            case StripeState.Unusable<T> ignored -> new Cure.Found(false);
            case StripeState.Throttled<T>() -> new Cure.Wait("Stripe throttles");
            case StripeState.Unavailable<T>(String why) -> new Cure.Wait("Stripe: " + why);
        };
    }

    private boolean coreAgrees(StripeState.Now<Billed> now) {
        String id = now.what().snapshot().subscriptionId();
        SubscriptionView held = core.holds(List.of(id)).orElse(Map.of()).get(id);
        return held != null
                && Judge.wanted(now)
                        .filter(wanted -> Comparison.differs(wanted, held).isEmpty())
                        .isPresent();
    }

    private Cure cureOfPayment(String intent, boolean isEnough) {
        if (!(orders.payment(intent)
                instanceof CoreAnswer.Ok<Optional<PaymentView>>(Optional<PaymentView> found))) {
            return new Cure.Wait("core is away");
        }
        PaymentView held = found.orElse(null);
        return cure(
                payments.of(intent, PaymentJudge.known(held), Deadline.in(CALL)),
                now -> isEnough || PaymentJudge.differences(now.what(), held).isEmpty());
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
