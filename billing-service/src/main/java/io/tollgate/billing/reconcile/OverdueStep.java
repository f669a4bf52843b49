package io.tollgate.billing.reconcile;

import io.tollgate.billing.core.Core;
import io.tollgate.billing.stripe.Deadline;
import io.tollgate.contracts.subscription.SubscriptionPage;
import io.tollgate.contracts.subscription.SubscriptionView;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Asks Stripe for each subscription that core holds as expired though it never ended. */
final class OverdueStep implements Step {

    /** One call of Stripe each, or two: small steps cost little to repeat. */
    private static final int PAGE = 20;

    private static final Duration EACH = Duration.ofSeconds(20);

    private final Core core;
    private final Judge judge;
    private final Clock clock;

    OverdueStep(Core core, Judge judge, Clock clock) {
        this.core = core;
        this.judge = judge;
        this.clock = clock;
    }

    @Override
    public StepResult look(Run run) throws SQLException {
        Optional<SubscriptionPage> page =
                core.overdue(run.cursor(), clock.instant().getEpochSecond(), PAGE);
        if (page.isEmpty()) {
            return new StepResult.Wait("core is away");
        }
        List<Difference> differences = new ArrayList<>();
        for (SubscriptionView view : page.get().data()) {
            switch (judge.again(view.subscriptionId(), Deadline.in(EACH))) {
                case Judge.Verdict.Fine() -> {}
                case Judge.Verdict.Differs(Difference difference) -> differences.add(difference);
                case Judge.Verdict.Wait(String why) -> {
                    return new StepResult.Wait(why);
                }
            }
        }
        return StepResult.Page.ofSubscriptions(
                differences, page.get().next(), page.get().data().size());
    }
}
