package io.tollgate.billing.payment;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.util.Optional;

/** Refunds at Stripe. */
final class Refunds {

    /** Stripe's words (Stripe: Create a refund). */
    static final List<String> REASONS = List.of("duplicate", "fraudulent", "requested_by_customer");

    /** Failures in a row; with more of them Stripe is away. */
    private static final int MAX_KEYS = 5;

    /** More refunds than a payment ever has. */
    private static final String LOOKED_AT = "100";

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
     * Makes a refund, once for each key for good: Stripe may forget a key after 24 hours, so that
     * it also stands, hashed, in the refund's metadata, and is looked for there first. Beside it
     * stands what was asked for: another amount, or another reason, is another refund.
     *
     * @param operator who wants it, kept in the refund's metadata
     */
    JsonNode make(String intent, RefundRequest request, String key, String operator) {
        Deadline deadline = Deadline.in(config.deadline());
        String hash = StripeKeys.hash(intent + "\n" + key);
        String parameters = StripeKeys.hash(request.amount() + "|" + request.reason());
        Optional<JsonNode> earlier = find(intent, hash, parameters, deadline);
        if (earlier.isPresent()) {
            return earlier.get();
        }
        List<Param> params = new ArrayList<>();
        params.add(new Param("payment_intent", intent));
        params.add(new Param("metadata[operator]", operator));
        params.add(new Param("metadata[request]", hash));
        params.add(new Param("metadata[parameters]", parameters));
        if (request.amount() != null) {
            params.add(new Param("amount", request.amount().toString()));
        }
        if (request.reason() != null) {
            params.add(new Param("reason", request.reason()));
        }
        StripeReply reply = make(intent, hash, parameters, params, deadline);
        return switch (reply) {
            case StripeReply.Done done -> done.body();
            case StripeReply.Refused refused ->
                    throw new ProblemException(
                            ProblemCode.REFUND_REFUSED,
                            "Stripe refuses this refund ("
                                    + refused.code()
                                    + "): it may be more than what is left of the payment.");
            case StripeReply.KeyMisused() -> throw conflict();
            case StripeReply.InWork(),
                    StripeReply.Throttled(),
                    StripeReply.Unknown _,
                    StripeReply.LockedOut() ->
                    throw away();
        };
    }

    /** The refund made under a key; one that was asked for otherwise is a conflict. */
    private Optional<JsonNode> find(
            String intent, String hash, String parameters, Deadline deadline) {
        StripeAnswer answer =
                api.get(
                        "refunds",
                        REFUNDS,
                        List.of(new Param("payment_intent", intent), new Param("limit", LOOKED_AT)),
                        deadline);
        if (!(answer instanceof StripeAnswer.Found(JsonNode list, long _))) {
            throw away();
        }
        for (JsonNode refund : list.path("data")) {
            JsonNode metadata = refund.path("metadata");
            if (metadata.path("request").asText().equals(hash)) {
                // Versions before this one wrote no parameters.
                if (!metadata.path("parameters").asText(parameters).equals(parameters)) {
                    throw conflict();
                }
                return Optional.of(refund);
            }
        }
        return Optional.empty();
    }

    /**
     * Under a key that holds a failure, or a refusal of then, nothing can be done for a day, though
     * what was asked for may have been done all the same, or be possible by now. The next key is
     * tried only where it was not: the keys follow from one another, so that whoever repeats this
     * goes the same way.
     */
    private StripeReply make(
            String intent, String hash, String parameters, List<Param> params, Deadline deadline) {
        StripeReply reply = posts.post("refund", REFUNDS, params, "re:" + hash, deadline);
        for (int next = 1; next <= MAX_KEYS; next++) {
            if (!isKept(reply)) {
                return reply;
            }
            Optional<JsonNode> done = find(intent, hash, parameters, deadline);
            if (done.isPresent()) {
                return new StripeReply.Done(done.get(), true);
            }
            reply = posts.post("refund", REFUNDS, params, "re:" + hash + ":" + next, deadline);
        }
        return reply;
    }

    private static boolean isKept(StripeReply reply) {
        return switch (reply) {
            case StripeReply.Unknown unknown -> unknown.kept();
            case StripeReply.Refused refused -> refused.replayed();
            case StripeReply.Done _,
                    StripeReply.InWork(),
                    StripeReply.KeyMisused(),
                    StripeReply.Throttled(),
                    StripeReply.LockedOut() ->
                    false;
        };
    }

    private static ProblemException conflict() {
        return new ProblemException(
                ProblemCode.IDEMPOTENCY_CONFLICT,
                "This Idempotency-Key was used for another refund of this payment.");
    }

    private static ProblemException away() {
        return new ProblemException(
                ProblemCode.STRIPE_UNAVAILABLE,
                "Stripe cannot be reached now; try again under the same key.");
    }
}
