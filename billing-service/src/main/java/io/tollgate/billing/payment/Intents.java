package io.tollgate.billing.payment;

import com.fasterxml.jackson.databind.JsonNode;
import io.tollgate.billing.stripe.Deadline;
import io.tollgate.billing.stripe.StripeAnswer;
import io.tollgate.billing.stripe.StripeApi;
import io.tollgate.billing.stripe.StripeApi.Param;
import io.tollgate.billing.stripe.StripePosts;
import io.tollgate.billing.stripe.StripeReply;
import io.tollgate.contracts.payment.PaymentAttempt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** Payment intents at Stripe, as attempts to pay an order make, find and end them. */
final class Intents {

    /** In these an intent can still be changed and cancelled (Stripe: PaymentIntent lifecycle). */
    private static final Set<String> OPEN =
            Set.of("requires_payment_method", "requires_confirmation", "requires_action");

    /** Between two tries while another holds the same key; it takes about a second. */
    private static final Duration IN_WORK_PAUSE = Duration.ofMillis(250);

    /** Before the attempt was opened, by whatever the two clocks differ. */
    private static final Duration LOOK_BACK = Duration.ofHours(1);

    /** A customer's intents of a day; more than these nobody opens by himself. */
    private static final int MAX_PAGES = 5;

    private final StripeApi api;
    private final StripePosts posts;

    Intents(StripeApi api, StripePosts posts) {
        this.api = api;
        this.posts = posts;
    }

    /** What came of looking for an attempt's intent. */
    sealed interface Found {

        record One(JsonNode intent) implements Found {}

        record None() implements Found {}

        record Away() implements Found {}
    }

    /** Whether an intent can still be paid or cancelled. */
    static boolean isOpen(JsonNode intent) {
        return OPEN.contains(intent.path("status").asText());
    }

    /** Whether it asks for what the attempt pinned. */
    static boolean fits(JsonNode intent, PaymentAttempt attempt) {
        return intent.path("amount").asLong() == attempt.amount()
                && intent.path("currency").asText().equals(attempt.currency());
    }

    /**
     * Makes the attempt's intent; the same call again gets the same intent.
     *
     * @param suffix ends the key; empty for the attempt's first customer. One in place of it needs
     *     another, for the refused one keeps the first key
     */
    StripeReply create(PaymentAttempt attempt, String customer, String suffix, Deadline deadline) {
        List<Param> params = new ArrayList<>(params(attempt));
        params.add(new Param("customer", customer));
        return create(params, key(attempt) + suffix, deadline);
    }

    /** The same where the customer is unknown to Stripe: the intent cannot be found by it later. */
    StripeReply createWithoutCustomer(PaymentAttempt attempt, Deadline deadline) {
        return create(params(attempt), key(attempt) + ":alone", deadline);
    }

    private StripeReply create(List<Param> params, String key, Deadline deadline) {
        return patiently("payment_intent_create", "/v1/payment_intents", params, key, deadline);
    }

    private static String key(PaymentAttempt attempt) {
        return "pi:" + attempt.orderRef() + ":" + attempt.attempt();
    }

    private static List<Param> params(PaymentAttempt attempt) {
        return List.of(
                new Param("amount", Long.toString(attempt.amount())),
                new Param("currency", attempt.currency()),
                new Param("automatic_payment_methods[enabled]", "true"),
                new Param("metadata[order_id]", Long.toString(attempt.orderId())),
                new Param("metadata[order_ref]", attempt.orderRef()),
                new Param("metadata[attempt]", Long.toString(attempt.attempt())),
                new Param("metadata[user_id]", attempt.userId()),
                new Param("metadata[environment]", attempt.environment()));
    }

    private StripeReply patiently(
            String what, String path, List<Param> params, String key, Deadline deadline) {
        StripeReply reply = posts.post(what, path, params, key, deadline);
        while (reply instanceof StripeReply.InWork
                && deadline.left().compareTo(IN_WORK_PAUSE) > 0) {
            LockSupport.parkNanos(IN_WORK_PAUSE.toNanos());
            if (Thread.currentThread().isInterrupted()) {
                return reply;
            }
            reply = posts.post(what, path, params, key, deadline);
        }
        return reply;
    }

    StripeAnswer read(String intent, Deadline deadline) {
        return api.get(
                "payment_intent",
                "/v1/payment_intents/" + StripeApi.segment(intent),
                List.of(),
                deadline);
    }

    /** Cancels an intent; one that is cancelled already is refused. */
    StripeReply cancel(String intent, Deadline deadline) {
        return posts.postHarmless(
                "payment_intent_cancel",
                "/v1/payment_intents/" + StripeApi.segment(intent) + "/cancel",
                List.of(),
                "pi-cancel:" + intent,
                deadline);
    }

    /** Looks for the attempt's intent among its customer's recent ones. */
    Found find(PaymentAttempt attempt, String customer, Deadline deadline) {
        long from = attempt.openedAt() - LOOK_BACK.toSeconds();
        String after = "";
        for (int page = 0; page < MAX_PAGES; page++) {
            StripeAnswer answer =
                    api.get(
                            "payment_intents",
                            "/v1/payment_intents",
                            query(customer, from, after),
                            deadline);
            if (answer instanceof StripeAnswer.Missing) {
                return new Found.None();
            }
            if (!(answer instanceof StripeAnswer.Found list)) {
                return new Found.Away();
            }
            JsonNode data = list.body().path("data");
            for (JsonNode intent : data) {
                if (isOf(intent, attempt)) {
                    return new Found.One(intent);
                }
                after = intent.path("id").asText();
            }
            if (!list.body().path("has_more").asBoolean() || data.isEmpty()) {
                return new Found.None();
            }
        }
        return new Found.None();
    }

    private static List<Param> query(String customer, long from, String after) {
        List<Param> first =
                List.of(
                        new Param("customer", customer),
                        new Param("created[gte]", Long.toString(from)),
                        new Param("limit", "100"));
        if (after.isEmpty()) {
            return first;
        }
        return Stream.concat(first.stream(), Stream.of(new Param("starting_after", after)))
                .toList();
    }

    private static boolean isOf(JsonNode intent, PaymentAttempt attempt) {
        JsonNode metadata = intent.path("metadata");
        return metadata.path("order_ref").asText().equals(attempt.orderRef())
                && metadata.path("attempt").asText().equals(Long.toString(attempt.attempt()));
    }
}
