package io.tollgate.billing.reconcile;

import io.tollgate.billing.core.CoreAnswer;
import io.tollgate.billing.core.CoreOrders;
import io.tollgate.billing.stripe.Deadline;
import io.tollgate.contracts.payment.PaymentPage;
import io.tollgate.contracts.payment.PaymentView;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Asks Stripe for the intents of orders that core holds as neither paid nor cancelled. Many are
 * abandoned for good: an old one has a moment of the day, by its id, and is asked for by the run
 * that covers that moment, so that each is asked for once a day however often runs come.
 */
final class PaymentsStep implements Step {

    /** One call of Stripe each, or three: small steps cost little to repeat. */
    private static final int PAGE = 20;

    private static final Duration EACH = Duration.ofSeconds(20);

    private static final long DAY_SECONDS = 86_400;

    private final CoreOrders core;
    private final PaymentJudge judge;
    private final Duration recent;
    private final Clock clock;

    PaymentsStep(CoreOrders core, PaymentJudge judge, Duration recent, Clock clock) {
        this.core = core;
        this.judge = judge;
        this.recent = recent;
        this.clock = clock;
    }

    @Override
    public StepResult look(Run run) throws SQLException {
        if (!(core.open(run.cursor(), PAGE) instanceof CoreAnswer.Ok<PaymentPage>(var page))) {
            return new StepResult.Wait("core is away");
        }
        long old = clock.instant().minus(recent).getEpochSecond();
        List<PaymentView> asked =
                page.data().stream()
                        .filter(view -> view.createdAt() >= old || isItsMoment(view, run))
                        .toList();
        List<Difference> differences = new ArrayList<>();
        for (PaymentView view : asked) {
            switch (judge.again(view.paymentIntentId(), Deadline.in(EACH))) {
                case Judge.Verdict.Fine() -> {}
                case Judge.Verdict.Differs(Difference difference) -> differences.add(difference);
                case Judge.Verdict.Wait(String why) -> {
                    return new StepResult.Wait(why);
                }
            }
        }
        return StepResult.Page.ofPayments(differences, page.next(), asked.size());
    }

    /** Runs leave no gap, as over Stripe's events; one that looks at all events asks for all. */
    private static boolean isItsMoment(PaymentView view, Run run) {
        Long from = run.eventsFrom();
        Long until = run.eventsUntil();
        if (from == null || until == null) {
            return true;
        }
        long moment = Math.floorMod(view.paymentIntentId().hashCode(), DAY_SECONDS);
        return from + Math.floorMod(moment - from, DAY_SECONDS) <= until;
    }
}
