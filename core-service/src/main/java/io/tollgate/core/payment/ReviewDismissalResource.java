package io.tollgate.core.payment;

import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import io.tollgate.contracts.payment.ReviewDismissal;
import io.tollgate.contracts.payment.ReviewDismissalApi;
import io.tollgate.contracts.payment.ReviewDismissed;
import io.tollgate.contracts.problem.FieldChecks;
import io.tollgate.contracts.problem.ProblemCode;
import io.tollgate.contracts.problem.ProblemException;
import jakarta.annotation.security.RolesAllowed;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Where billing-service ends a review for an operator who is signed in there. */
@HttpAuthenticationMechanism("api-key")
@RolesAllowed("billing")
class ReviewDismissalResource implements ReviewDismissalApi {

    private static final Logger LOG = Logger.getLogger(ReviewDismissalResource.class);

    private final Dismissals dismissals;

    ReviewDismissalResource(Dismissals dismissals) {
        this.dismissals = dismissals;
    }

    @Override
    public ReviewDismissed dismiss(String paymentIntentId, @Nullable ReviewDismissal body) {
        Dismissal wish = checked(paymentIntentId, FieldChecks.body(body));
        return switch (dismissals.take(paymentIntentId, wish)) {
            case DismissalOutcome.Dismissed(Long orderId, String status) -> {
                LOG.infof(
                        "review_dismissed payment_intent=%s reasons=%s order=%s order_status=%s",
                        paymentIntentId, wish.seen(), orderId, status);
                yield new ReviewDismissed(ReviewDismissed.DISMISSED, orderId, status);
            }
            case DismissalOutcome.Unchanged(Long orderId, String status) ->
                    new ReviewDismissed(ReviewDismissed.UNCHANGED, orderId, status);
            case DismissalOutcome.Changed(List<String> present) -> throw changed(present);
            case DismissalOutcome.Unknown() ->
                    throw new ProblemException(ProblemCode.NOT_FOUND, "There is no such payment.");
        };
    }

    private static ProblemException changed(List<String> present) {
        return new ProblemException(
                ProblemCode.REVIEW_CHANGED,
                present.isEmpty()
                        ? "The payment is not under review."
                        : "The payment is under review for other reasons by now: "
                                + String.join(", ", present)
                                + ".");
    }

    private static Dismissal checked(String intent, ReviewDismissal body) {
        FieldChecks checks = new FieldChecks();
        checks.text("payment_intent_id", intent);
        Set<String> seen = seen(checks, body.reasons());
        checks.text("note", body.note());
        checks.text("by", body.by());
        checks.throwIfAny();
        return new Dismissal(seen, String.valueOf(body.note()), String.valueOf(body.by()));
    }

    private static Set<String> seen(FieldChecks checks, @Nullable List<String> reasons) {
        Set<String> seen = new LinkedHashSet<>();
        if (reasons == null || reasons.isEmpty()) {
            checks.refuse("reasons", "must name at least one");
        } else if (reasons.size() > ReviewDismissal.MAX_REASONS) {
            checks.refuse(
                    "reasons", "must have at most " + ReviewDismissal.MAX_REASONS + " entries");
        } else {
            for (int i = 0; i < reasons.size(); i++) {
                String reason = reasons.get(i);
                checks.text("reasons[" + i + "]", reason);
                seen.add(String.valueOf(reason));
            }
        }
        return seen;
    }
}
