package io.tollgate.billing.payment;

import com.fasterxml.jackson.databind.JsonNode;
import io.tollgate.billing.payment.RefundResource.RefundRequest;
import io.tollgate.billing.stripe.Deadline;
import io.tollgate.billing.stripe.StripeAnswer;
import io.tollgate.billing.stripe.StripeApi;
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

    private static final String REFUNDS = "/v1/refunds";

    private final StripeApi api;
    private final StripePosts posts;
    private final PaymentConfig config;

    Refunds(StripeApi api, StripePosts posts, PaymentConfig config) {
        this.api = api;
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
        String name = StripeKeys.hash(intent + "\n" + key);
        params.add(new Param("metadata[request]", name));
        Deadline deadline = Deadline.in(config.deadline());
        StripeReply reply = posts.post("refund", REFUNDS, params, "re:" + name, deadline);
        if (reply instanceof StripeReply.Unknown unknown && unknown.kept()) {
            reply = findOrRepeat(intent, name, params, deadline);
        }
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

    /** The key holds a failure for a day: what was asked for may have been done all the same. */
    private StripeReply findOrRepeat(
            String intent, String name, List<Param> params, Deadline deadline) {
        StripeAnswer answer =
                api.get(
                        "refunds",
                        REFUNDS,
                        List.of(new Param("payment_intent", intent), new Param("limit", "100")),
                        deadline);
        if (!(answer instanceof StripeAnswer.Found list)) {
            return new StripeReply.Throttled();
        }
        for (JsonNode refund : list.body().path("data")) {
            if (refund.path("metadata").path("request").asText().equals(name)) {
                return new StripeReply.Done(refund);
            }
        }
        return posts.postHarmless("refund", REFUNDS, params, "re:" + name, deadline);
    }
}
