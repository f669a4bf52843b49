package io.tollgate.billing.reconcile;

import io.tollgate.billing.core.CoreAnswer;
import io.tollgate.billing.core.CoreOrders;
import io.tollgate.billing.stripe.Deadline;
import io.tollgate.contracts.payment.PaymentPage;
import io.tollgate.contracts.payment.PaymentView;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Asks Stripe for each intent of an order that core holds as neither paid nor cancelled. */
final class PaymentsStep implements Step {

    /** One call of Stripe each, or three: small steps cost little to repeat. */
    private static final int PAGE = 20;

    private static final Duration EACH = Duration.ofSeconds(20);

    private final CoreOrders core;
    private final PaymentJudge judge;

    PaymentsStep(CoreOrders core, PaymentJudge judge) {
        this.core = core;
        this.judge = judge;
    }

    @Override
    public StepResult look(Run run) throws SQLException {
        if (!(core.open(run.cursor(), PAGE) instanceof CoreAnswer.Ok<PaymentPage>(var page))) {
            return new StepResult.Wait("core is away");
        }
        List<Difference> differences = new ArrayList<>();
        for (PaymentView view : page.data()) {
            switch (judge.again(view.paymentIntentId(), Deadline.in(EACH))) {
                case Judge.Verdict.Fine() -> {}
                case Judge.Verdict.Differs(Difference difference) -> differences.add(difference);
                case Judge.Verdict.Wait(String why) -> {
                    return new StepResult.Wait(why);
                }
            }
        }
        return StepResult.Page.ofPayments(differences, page.next(), page.data().size());
    }
}
