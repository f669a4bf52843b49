package io.tollgate.billing.payment;

import com.fasterxml.jackson.databind.JsonNode;
import io.tollgate.billing.core.CoreAnswer;
import io.tollgate.billing.core.CoreOrders;
import io.tollgate.billing.customer.CustomerResult;
import io.tollgate.billing.customer.Customers;
import io.tollgate.billing.stripe.Deadline;
import io.tollgate.billing.stripe.StripeAnswer;
import io.tollgate.billing.stripe.StripeCustomers;
import io.tollgate.billing.stripe.StripeKeys;
import io.tollgate.billing.stripe.StripeReply;
import io.tollgate.contracts.payment.PaymentAttempt;
import io.tollgate.contracts.payment.PaymentAttemptApi.Reason;
import io.tollgate.contracts.problem.ProblemCode;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * Comes to an intent that pays an order: opens or takes up the order's attempt at core, makes or
 * takes up its intent at Stripe, ties the two together, and only then lets the secret out. A crash
 * anywhere is taken up by the next call: the attempt is core's, and the same key gets the same
 * intent.
 */
final class Paying {

    private static final Logger LOG = Logger.getLogger(Paying.class);

    /** An attempt that is over makes room for the next; more in one request is a fault. */
    private static final int MAX_ROUNDS = 3;

    /** Stripe may forget a key after 24 hours (Stripe: Idempotent requests). */
    static final Duration KEY_IS_SAFE = Duration.ofHours(23);

    /** What one attempt came to. */
    private sealed interface Step {

        record End(IntentResult result) implements Step {}

        /** The attempt is over, or has changed: once more from core. */
        record Again() implements Step {}

        /** The attempt has its intent now: once more from core, or on with what is known. */
        record Linked() implements Step {}
    }

    private static final Step AGAIN = new Step.Again();
    private static final Step CORE_AWAY = new Step.End(new IntentResult.CoreAway());
    private static final Step STRIPE_AWAY = new Step.End(new IntentResult.StripeAway());

    private final CoreOrders orders;
    private final Customers customers;
    private final Intents intents;
    private final StripeCustomers stripe;
    private final PaymentConfig config;

    Paying(
            CoreOrders orders,
            Customers customers,
            Intents intents,
            StripeCustomers stripe,
            PaymentConfig config) {
        this.orders = orders;
        this.customers = customers;
        this.intents = intents;
        this.stripe = stripe;
        this.config = config;
    }

    /** The intent to pay a user's order. */
    IntentResult pay(long orderId, String userId) {
        Deadline deadline = Deadline.in(config.deadline());
        for (int round = 0; round < MAX_ROUNDS; round++) {
            Step step =
                    switch (orders.open(orderId, userId, config.environment())) {
                        case CoreAnswer.Ok<PaymentAttempt>(PaymentAttempt attempt) ->
                                attempt.paymentIntentId() == null
                                        ? begin(attempt, deadline)
                                        : resume(attempt, attempt.paymentIntentId(), deadline);
                        case CoreAnswer.Refused<PaymentAttempt>(ProblemCode code, String detail) ->
                                new Step.End(new IntentResult.Refused(code, detail));
                        case CoreAnswer.Away<PaymentAttempt>() -> CORE_AWAY;
                    };
            if (step instanceof Step.End(IntentResult result)) {
                return result;
            }
        }
        LOG.warnf("no attempt came to an end order=%d rounds=%d", orderId, MAX_ROUNDS);
        return new IntentResult.StripeAway();
    }

    private Step resume(PaymentAttempt attempt, String intentId, Deadline deadline) {
        return switch (intents.read(intentId, deadline)) {
            case StripeAnswer.Found found -> resume(attempt, found.body(), deadline);
            // Never closed for that: under another key, or another day, it may be paid after all.
            case StripeAnswer.Missing() -> {
                LOG.errorf(
                        "Stripe does not know payment_intent=%s: check STRIPE_SECRET_KEY",
                        intentId);
                yield STRIPE_AWAY;
            }
            case StripeAnswer.Throttled(), StripeAnswer.Unavailable _ -> STRIPE_AWAY;
        };
    }

    private Step resume(PaymentAttempt attempt, JsonNode intent, Deadline deadline) {
        String status = intent.path("status").asText();
        if (Intents.isOpen(intent)) {
            return Intents.fits(intent, attempt)
                    ? ready(intent)
                    : replace(attempt, intent, deadline);
        }
        return switch (status) {
            case "canceled" -> close(attempt, Reason.CANCELED);
            case "succeeded" ->
                    refused(
                            ProblemCode.PAYMENT_ALREADY_PROCESSED,
                            "The order is paid; its status will say so in a moment.");
            default ->
                    refused(
                            ProblemCode.PAYMENT_IN_PROGRESS,
                            "A payment of this order is being processed; wait for its end.");
        };
    }

    /** Somebody changed the intent at Stripe: it would not pay the order. */
    private Step replace(PaymentAttempt attempt, JsonNode intent, Deadline deadline) {
        String id = intent.path("id").asText();
        LOG.warnf("intent does not fit its attempt payment_intent=%s", id);
        return switch (intents.cancel(id, deadline)) {
            case StripeReply.Done _ -> close(attempt, Reason.CANCELED);
            // It has moved on meanwhile: look again.
            case StripeReply.Refused _ -> AGAIN;
            case StripeReply.InWork(),
                    StripeReply.KeyMisused(),
                    StripeReply.Throttled(),
                    StripeReply.Unknown _,
                    StripeReply.LockedOut() ->
                    STRIPE_AWAY;
        };
    }

    private Step begin(PaymentAttempt attempt, Deadline deadline) {
        if (attempt.ageSeconds() >= KEY_IS_SAFE.toSeconds()) {
            return close(attempt, Reason.EXPIRED);
        }
        return switch (customers.of(attempt.userId(), stripe, deadline)) {
            case CustomerResult.Customer(String customer) -> create(attempt, customer, deadline);
            case CustomerResult.Refused _ ->
                    refused(
                            ProblemCode.PAYMENT_INTENT_CREATION_FAILED,
                            "Stripe refuses to make a customer for this user.");
            case CustomerResult.CoreAway() -> CORE_AWAY;
            case CustomerResult.Later() -> STRIPE_AWAY;
        };
    }

    private Step create(PaymentAttempt attempt, String customer, Deadline deadline) {
        StripeReply reply = intents.create(attempt, customer, "", deadline);
        return reply instanceof StripeReply.Refused refused && refused.isForWantOfCustomer()
                ? createAnew(attempt, customer, deadline)
                : made(attempt, customer, reply, deadline);
    }

    /** Stripe does not know the customer, or has deleted it: its user may pay all the same. */
    private Step createAnew(PaymentAttempt attempt, String customer, Deadline deadline) {
        CustomerResult other =
                customers
                        .insteadOf(customer, attempt.userId(), stripe, deadline)
                        .orElseGet(() -> new CustomerResult.Customer(customer));
        return switch (other) {
            case CustomerResult.Customer(String id) when !id.equals(customer) -> {
                String suffix = ":" + StripeKeys.hash(id);
                yield made(attempt, id, intents.create(attempt, id, suffix, deadline), deadline);
            }
            case CustomerResult.Customer _, CustomerResult.Refused _ -> {
                StripeReply alone = intents.createWithoutCustomer(attempt, deadline);
                yield made(attempt, customer, alone, deadline);
            }
            case CustomerResult.CoreAway() -> CORE_AWAY;
            case CustomerResult.Later() -> STRIPE_AWAY;
        };
    }

    private Step made(
            PaymentAttempt attempt, String customer, StripeReply reply, Deadline deadline) {
        return switch (reply) {
            // A replayed answer may be older than the intent: it is read again once it is tied.
            case StripeReply.Done(JsonNode intent, boolean replayed) ->
                    replayed
                            ? linkOnly(attempt, intent, deadline)
                            : link(attempt, intent, deadline);
            case StripeReply.Refused refused -> refused(attempt, refused);
            case StripeReply.KeyMisused() -> find(attempt, customer, deadline);
            case StripeReply.Unknown unknown when unknown.kept() ->
                    find(attempt, customer, deadline);
            case StripeReply.InWork(),
                    StripeReply.Throttled(),
                    StripeReply.Unknown _,
                    StripeReply.LockedOut() ->
                    STRIPE_AWAY;
        };
    }

    private Step refused(PaymentAttempt attempt, StripeReply.Refused refused) {
        LOG.errorf(
                "intent_refused order=%d attempt=%d status=%d code=%s",
                attempt.orderId(), attempt.attempt(), refused.status(), refused.code());
        Step closed = close(attempt, Reason.REFUSED);
        if (closed instanceof Step.End) {
            return closed;
        }
        String detail = "Stripe refuses this payment: " + refused.code() + ".";
        return refused.type().equals("card_error")
                ? new Step.End(new IntentResult.Declined(detail))
                : refused(ProblemCode.PAYMENT_INTENT_CREATION_FAILED, detail);
    }

    /** The key holds no answer any more: the intent may have been made all the same. */
    private Step find(PaymentAttempt attempt, String customer, Deadline deadline) {
        return switch (intents.find(attempt, customer, deadline)) {
            case Intents.Found.One(JsonNode intent) -> link(attempt, intent, deadline);
            case Intents.Found.None() -> close(attempt, Reason.UNRESOLVED);
            case Intents.Found.Away() -> STRIPE_AWAY;
        };
    }

    private Step link(PaymentAttempt attempt, JsonNode intent, Deadline deadline) {
        Step linked = linkOnly(attempt, intent, deadline);
        return linked instanceof Step.Linked ? resume(attempt, intent, deadline) : linked;
    }

    /** Ties the intent to its attempt, after which core gives the two together. */
    private Step linkOnly(PaymentAttempt attempt, JsonNode intent, Deadline deadline) {
        String id = intent.path("id").asText();
        return switch (orders.link(attempt, id)) {
            case CoreAnswer.Ok<PaymentAttempt> _ -> new Step.Linked();
            case CoreAnswer.Refused<PaymentAttempt> _ -> {
                // The attempt ended while this was under way: nobody has seen this intent.
                LOG.warnf("intent of an attempt that is over payment_intent=%s", id);
                intents.cancel(id, deadline);
                yield AGAIN;
            }
            case CoreAnswer.Away<PaymentAttempt>() -> CORE_AWAY;
        };
    }

    private Step close(PaymentAttempt attempt, Reason reason) {
        return switch (orders.close(attempt, reason)) {
            // Refused: somebody else has taken the attempt further; core says how.
            case CoreAnswer.Ok<PaymentAttempt> _, CoreAnswer.Refused<PaymentAttempt> _ -> AGAIN;
            case CoreAnswer.Away<PaymentAttempt>() -> CORE_AWAY;
        };
    }

    private static Step refused(ProblemCode code, String detail) {
        return new Step.End(new IntentResult.Refused(code, detail));
    }

    private static Step ready(JsonNode intent) {
        String secret = intent.path("client_secret").asText();
        return secret.isEmpty()
                ? STRIPE_AWAY
                : new Step.End(
                        new IntentResult.Ready(
                                secret,
                                intent.path("id").asText(),
                                intent.path("amount").asLong(),
                                intent.path("currency").asText()));
    }
}
