package io.tollgate.billing.checkout;

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
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checkout sessions at Stripe, one open at a time for each customer: two that are paid are two
 * subscriptions.
 */
final class Sessions {

    /** Open ones are among the newest: a session lives for a day at most. */
    private static final int LOOKED_AT = 20;

    private final StripeApi api;
    private final StripePosts posts;

    Sessions(StripeApi api, StripePosts posts) {
        this.api = api;
        this.posts = posts;
    }

    /** What a session is for. */
    record Wanted(
            String customer,
            String userId,
            String plan,
            String price,
            String successUrl,
            String cancelUrl) {}

    /**
     * The open session for what is wanted, or a new one. Any other open one is expired before: none
     * is given out while another may yet be paid.
     *
     * @param known the subscriptions core holds of the customer; null if another is allowed
     * @throws CustomerMissingException if Stripe does not know the customer, or has deleted it
     */
    JsonNode open(Wanted wanted, @Nullable Set<String> known, Deadline deadline) {
        List<JsonNode> before = list(wanted.customer(), deadline);
        if (known != null && before.stream().anyMatch(session -> isUnderWay(session, known))) {
            throw subscribed();
        }
        Optional<JsonNode> same =
                before.stream().filter(Sessions::isOpen).filter(s -> isFor(s, wanted)).findFirst();
        String kept = same.map(session -> session.path("id").asText()).orElse("");
        for (JsonNode other : before) {
            if (isOpen(other) && !other.path("id").asText().equals(kept)) {
                expire(other.path("id").asText(), known != null, deadline);
            }
        }
        JsonNode session = same.orElseGet(() -> create(wanted, last(before), deadline));
        expireOlder(session, list(wanted.customer(), deadline), known != null, deadline);
        return session;
    }

    /** It was paid, and core has not heard of the subscription yet. */
    private static boolean isUnderWay(JsonNode session, Set<String> known) {
        JsonNode subscription = session.path("subscription");
        return session.path("status").asText().equals("complete")
                && subscription.isTextual()
                && !known.contains(subscription.asText());
    }

    private static ProblemException subscribed() {
        return new ProblemException(
                ProblemCode.SUBSCRIPTION_EXISTS,
                "This user has just subscribed; the portal changes it in a moment.");
    }

    private static boolean isOpen(JsonNode session) {
        return session.path("status").asText().equals("open");
    }

    private static boolean isFor(JsonNode session, Wanted wanted) {
        return session.path("mode").asText().equals("subscription")
                && session.path("metadata").path("price").asText().equals(wanted.price())
                && session.path("success_url").asText().equals(wanted.successUrl())
                && !session.path("url").asText().isEmpty();
    }

    private static String last(List<JsonNode> newestFirst) {
        return newestFirst.isEmpty() ? "none" : newestFirst.getFirst().path("id").asText();
    }

    private List<JsonNode> list(String customer, Deadline deadline) {
        StripeAnswer answer =
                api.get(
                        "checkout_sessions",
                        "/v1/checkout/sessions",
                        List.of(
                                new Param("customer", customer),
                                new Param("limit", Integer.toString(LOOKED_AT))),
                        deadline);
        if (answer instanceof StripeAnswer.Missing) {
            throw new CustomerMissingException(stripeAway());
        }
        if (!(answer instanceof StripeAnswer.Found found)) {
            throw stripeAway();
        }
        List<JsonNode> sessions = new ArrayList<>();
        found.body().path("data").forEach(sessions::add);
        return sessions;
    }

    /** Under a key that two who ask at once have in common, and nobody after them. */
    private JsonNode create(Wanted wanted, String last, Deadline deadline) {
        List<Param> params =
                List.of(
                        new Param("mode", "subscription"),
                        new Param("customer", wanted.customer()),
                        new Param("client_reference_id", wanted.userId()),
                        new Param("line_items[0][price]", wanted.price()),
                        new Param("line_items[0][quantity]", "1"),
                        new Param("metadata[user_id]", wanted.userId()),
                        new Param("metadata[plan]", wanted.plan()),
                        new Param("metadata[price]", wanted.price()),
                        new Param("subscription_data[metadata][user_id]", wanted.userId()),
                        new Param("success_url", wanted.successUrl()),
                        new Param("cancel_url", wanted.cancelUrl()));
        String key = "cs:" + last + ":" + StripeKeys.hash(params.toString());
        return done(
                posts.postHarmless(
                        "checkout_session", "/v1/checkout/sessions", params, key, deadline));
    }

    /** Those that somebody else opened meanwhile: of two opened at once the later stays. */
    private void expireOlder(
            JsonNode session, List<JsonNode> newestFirst, boolean onlyOne, Deadline deadline) {
        boolean older = false;
        for (JsonNode other : newestFirst) {
            String id = other.path("id").asText();
            if (id.equals(session.path("id").asText())) {
                older = true;
            } else if (older && isOpen(other)) {
                expire(id, onlyOne, deadline);
            }
        }
    }

    /** One that cannot be expired has been paid meanwhile, or may be paid yet. */
    private void expire(String id, boolean onlyOne, Deadline deadline) {
        StripeReply reply =
                posts.postHarmless(
                        "checkout_session_expire",
                        "/v1/checkout/sessions/" + StripeApi.segment(id) + "/expire",
                        List.of(),
                        "cs-expire:" + id,
                        deadline);
        switch (reply) {
            case StripeReply.Done _ -> {}
            case StripeReply.Refused _ -> requireExpired(id, onlyOne, deadline);
            case StripeReply.InWork(),
                    StripeReply.KeyMisused(),
                    StripeReply.Throttled(),
                    StripeReply.Unknown _,
                    StripeReply.LockedOut() ->
                    throw stripeAway();
        }
    }

    private void requireExpired(String id, boolean onlyOne, Deadline deadline) {
        StripeAnswer answer =
                api.get(
                        "checkout_session",
                        "/v1/checkout/sessions/" + StripeApi.segment(id),
                        List.of(),
                        deadline);
        if (!(answer instanceof StripeAnswer.Found found)) {
            throw stripeAway();
        }
        if (onlyOne && found.body().path("status").asText().equals("complete")) {
            throw subscribed();
        }
    }

    /**
     * A portal session, anew for every click: its address is short-lived.
     *
     * @throws CustomerMissingException if Stripe does not know the customer, or has deleted it
     */
    JsonNode portal(String customer, String returnUrl, String key, Deadline deadline) {
        List<Param> params =
                List.of(new Param("customer", customer), new Param("return_url", returnUrl));
        String path = "/v1/billing_portal/sessions";
        return done(posts.post("portal_session", path, params, key, deadline));
    }

    private static JsonNode done(StripeReply reply) {
        return switch (reply) {
            case StripeReply.Done done -> done.body();
            case StripeReply.Refused refused when refused.isForWantOfCustomer() ->
                    throw new CustomerMissingException(refused(refused));
            case StripeReply.Refused refused -> throw refused(refused);
            case StripeReply.InWork(),
                    StripeReply.KeyMisused(),
                    StripeReply.Throttled(),
                    StripeReply.Unknown _,
                    StripeReply.LockedOut() ->
                    throw stripeAway();
        };
    }

    private static ProblemException refused(StripeReply.Refused refused) {
        return new ProblemException(
                ProblemCode.CHECKOUT_REFUSED,
                "Stripe refuses this session: " + refused.code() + ".");
    }

    static ProblemException stripeAway() {
        return new ProblemException(
                ProblemCode.STRIPE_UNAVAILABLE, "Stripe cannot be reached now; try again shortly.");
    }
}
