package io.tollgate.billing.payment;

import com.fasterxml.jackson.databind.JsonNode;
import io.tollgate.billing.payment.RefundResource.RefundRequest;
import io.tollgate.billing.stripe.Deadline;
import io.tollgate.billing.stripe.StripeApi.Param;
import io.tollgate.billing.stripe.StripeKeys;
import io.tollgate.billing.stripe.StripePosts;
import io.tollgate.billing.stripe.StripeReply;
import io.tollgate.contracts.problem.ProblemCode;
import io.tollgate.contracts.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;

/** Refunds at Stripe. */
final class Refunds {

    /** Stripe's words (Stripe: Create a refund). */
    static final List<String> REASONS = List.of("duplicate", "fraudulent", "requested_by_customer");

    private final StripePosts posts;
    private final PaymentConfig config;

    Refunds(StripePosts posts, PaymentConfig config) {
        this.posts = posts;
        this.config = config;
    }

    /**
     * Makes a refund, once for each key.
     *
     * @param operator who wants it, kept in the refund's metadata
     */
    JsonNode make(String intent, RefundRequest request, String key, String operator) {
        List<Param> params = new ArrayList<>();
        params.add(new Param("payment_intent", intent));
        params.add(new Param("metadata[operator]", operator));
        if (request.amount() != null) {
            params.add(new Param("amount", request.amount().toString()));
        }
        if (request.reason() != null) {
            params.add(new Param("reason", request.reason()));
        }
        StripeReply reply =
                posts.post(
                        "refund",
                        "/v1/refunds",
                        params,
                        "re:" + StripeKeys.hash(intent + "\n" + key),
                        Deadline.in(config.deadline()));
        return switch (reply) {
            case StripeReply.Done done -> done.body();
            case StripeReply.Refused refused ->
                    throw new ProblemException(
                            ProblemCode.REFUND_REFUSED,
                            "Stripe refuses this refund: " + refused.code() + ".");
            case StripeReply.KeyMisused() ->
                    throw new ProblemException(
                            ProblemCode.IDEMPOTENCY_CONFLICT,
                            "This Idempotency-Key was used for another refund of this payment.");
            case StripeReply.InWork(),
                    StripeReply.Throttled(),
                    StripeReply.Unknown _,
                    StripeReply.LockedOut() ->
                    throw new ProblemException(
                            ProblemCode.STRIPE_UNAVAILABLE,
                            "Stripe cannot be reached now; try again under the same key.");
        };
    }
}
