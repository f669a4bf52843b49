package io.tollgate.billing.console.payment;

import io.tollgate.billing.audit.Actions;
import io.tollgate.billing.audit.Operator;
import io.tollgate.billing.console.lookup.Lookup;
import io.tollgate.billing.core.CoreAnswer;
import io.tollgate.billing.core.CorePayments;
import io.tollgate.contracts.payment.ReviewDismissed;
import io.tollgate.contracts.problem.ProblemCode;
import io.tollgate.contracts.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.Map;

/** Ends reviews at core for an operator, and keeps that it was done. */
@ApplicationScoped
class ReviewDesk {

    private final CorePayments payments;
    private final Actions actions;

    ReviewDesk(CorePayments payments, Actions actions) {
        this.payments = payments;
        this.actions = actions;
    }

    /**
     * Ends a review; the same again changes nothing. The note is core's to keep: it is free text,
     * which may name somebody.
     *
     * @throws ProblemException review_changed, invalid_request, core_unavailable
     * @throws SQLException if it could not be kept: then nothing was done
     */
    ReviewDismissed end(Operator by, ReviewWish wish) throws SQLException {
        return actions.keep(
                by,
                new Actions.Deed("end_review", wish.intent(), Map.of("reasons", wish.seen())),
                () -> told(payments.dismiss(wish.intent(), wish.order(by.name()))),
                made -> Map.of("answer", made.outcome()));
    }

    private static ReviewDismissed told(CoreAnswer<ReviewDismissed> answer) {
        return switch (answer) {
            case CoreAnswer.Ok<ReviewDismissed>(ReviewDismissed made) -> made;
            // The page has just shown the payment: what core does not know is the question.
            case CoreAnswer.Refused<ReviewDismissed>(ProblemCode code, String _)
                    when code == ProblemCode.NOT_FOUND ->
                    throw new ProblemException(
                            ProblemCode.CORE_UNAVAILABLE, "It was not done: " + Lookup.OLDER);
            case CoreAnswer.Refused<ReviewDismissed>(ProblemCode code, String detail) ->
                    throw new ProblemException(code, detail);
            case CoreAnswer.Away<ReviewDismissed>() ->
                    throw new ProblemException(
                            ProblemCode.CORE_UNAVAILABLE,
                            "core-service could not be reached, so that it is not known whether it"
                                    + " was done. Sent again, it is done once.");
        };
    }
}
