package io.tollgate.local.standin.payment;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.local.standin.books.Books;
import io.tollgate.local.standin.books.PaymentMethods;
import io.tollgate.local.standin.books.TestMethod;
import io.tollgate.local.standin.books.TestMethod.Decline;
import io.tollgate.local.standin.state.Charge;
import io.tollgate.local.standin.state.PaymentIntent;
import io.tollgate.local.standin.state.Task;
import io.tollgate.local.standin.wire.Json;
import io.tollgate.local.standin.wire.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What comes of confirming an intent: its money, its failure, or a wait. A failed attempt puts it
 * back to where it needs a payment method; only success and cancelling end it.
 */
final class Attempts {

    private static final String FAILED = "payment_intent.payment_failed";

    /** When a payment that takes days will have arrived; an older task is pointless. */
    static final String SETTLES_AT = "_settles_at";

    private static final Decline UNAUTHENTICATED =
            new Decline("authentication_required", "authentication_required");

    private final Books books;
    private final Charges charges;
    private final Aftermath aftermath;
    private final List<Consumer<PaymentIntent>> listeners = new ArrayList<>();

    Attempts(Books books, Charges charges, Aftermath aftermath) {
        this.books = books;
        this.charges = charges;
        this.aftermath = aftermath;
    }

    /** Says who else is told when an attempt has come to something. */
    void onOutcome(Consumer<PaymentIntent> listener) {
        listeners.add(listener);
    }

    private void tell(String event, PaymentIntent intent) {
        books.events().append(event, intent);
        listeners.forEach(listener -> listener.accept(intent));
    }

    /** Charges the intent's method; throws the refusal that its caller gets if it declines. */
    void make(PaymentIntent intent, Manner manner) {
        TestMethod method = PaymentMethods.get(intent.method());
        intent.json().putNull("last_payment_error").putNull("next_action");
        switch (method.charge()) {
            case PAYS -> succeed(intent, charges.open(intent, method));
            case DECLINES -> throw decline(intent, method, method.decline());
            case NEEDS_ACTION -> {
                if (manner.offSession()) {
                    throw decline(intent, method, UNAUTHENTICATED);
                }
                askOwner(intent, manner);
            }
            case SETTLES_LATER, FAILS_LATER -> await(intent, method);
        }
    }

    /** The same for an invoice: a debit pays, or does not, at once, and nobody is refused. */
    void collect(PaymentIntent intent) {
        TestMethod method = PaymentMethods.get(intent.method());
        intent.json().putNull("last_payment_error").putNull("next_action");
        switch (PaymentMethods.charge(method.id())) {
            case PAYS -> succeed(intent, charges.open(intent, method));
            case DECLINES -> fail(intent, charges.open(intent, method), method, method.decline());
            case NEEDS_ACTION -> askOwner(intent, Manner.ELSEWHERE);
            case NO_METHOD -> throw new IllegalStateException("no method");
        }
    }

    /** Its owner has authenticated. */
    void authenticated(PaymentIntent intent) {
        intent.json().putNull("next_action");
        succeed(intent, charges.open(intent, PaymentMethods.get(intent.method())));
    }

    /** Its owner has not: nothing was charged. */
    void notAuthenticated(PaymentIntent intent) {
        TestMethod method = PaymentMethods.get(intent.method());
        ObjectNode error = Json.object().put("code", "payment_intent_authentication_failure");
        error.put(
                "message",
                "The provided PaymentMethod has failed authentication. You can provide"
                        + " payment_method_data or a new PaymentMethod to attempt to fulfill this"
                        + " PaymentIntent again.");
        error.set("payment_method", MethodShapes.object(method, books.now()));
        fallBack(intent, error.put("type", Refusal.INVALID_REQUEST));
    }

    /** What took days has arrived. */
    void arrived(PaymentIntent intent) {
        succeed(intent, charges.latestOf(intent));
    }

    /** What took days has come back. */
    void cameBack(PaymentIntent intent) {
        TestMethod method = PaymentMethods.get(intent.method());
        Decline own = method.decline();
        Decline decline = own.code().isEmpty() ? new Decline("insufficient_funds", "") : own;
        fail(intent, charges.latestOf(intent), method, decline);
    }

    private void succeed(PaymentIntent intent, Charge charge) {
        intent.status(PaymentIntent.SUCCEEDED);
        intent.number("amount_received", intent.amount());
        charges.succeed(charge);
        books.events().append("charge.succeeded", charge);
        tell("payment_intent.succeeded", intent);
        aftermath.paid(charge, PaymentMethods.get(intent.method()));
    }

    private Refusal decline(PaymentIntent intent, TestMethod method, Decline decline) {
        Charge charge = charges.open(intent, method);
        ObjectNode error = fail(intent, charge, method, decline);
        Refusal refusal =
                Refusal.card(
                        error.path("message").asText(),
                        decline.code(),
                        decline.reason().isEmpty() ? null : decline.reason());
        return refusal.with("charge", error.path("charge"))
                .with("payment_method", error.path("payment_method").deepCopy())
                .with("payment_intent", intent.copy());
    }

    private ObjectNode fail(
            PaymentIntent intent, Charge charge, TestMethod method, Decline decline) {
        String message = method.refusalMessage();
        charges.fail(charge, decline, message);
        ObjectNode error = Json.object().put("charge", charge.id()).put("code", decline.code());
        if (!decline.reason().isEmpty()) {
            error.put("decline_code", decline.reason());
        }
        error.put("doc_url", Refusal.docUrl(decline.code())).put("message", message);
        error.set("payment_method", MethodShapes.object(method, books.now()));
        books.events().append("charge.failed", charge);
        fallBack(intent, error.put("type", "card_error"));
        return error;
    }

    private void fallBack(PaymentIntent intent, ObjectNode error) {
        intent.status(PaymentIntent.NEEDS_METHOD);
        intent.json().set("last_payment_error", error);
        intent.json().putNull("next_action");
        intent.method("");
        tell(FAILED, intent);
    }

    private void askOwner(PaymentIntent intent, Manner manner) {
        intent.status(PaymentIntent.NEEDS_ACTION);
        String page =
                books.settings()
                        .pages()
                        .resolve("/_standin/authenticate/" + intent.id())
                        .toString();
        ObjectNode action = intent.json().putObject("next_action");
        if (manner.returnUrl().isEmpty()) {
            action.putObject("use_stripe_sdk")
                    .put("type", "three_d_secure_redirect")
                    .put("stripe_js", page);
            action.put("type", "use_stripe_sdk");
        } else {
            action.putObject("redirect_to_url")
                    .put("return_url", manner.returnUrl())
                    .put("url", page);
            action.put("type", "redirect_to_url");
        }
        books.events().append("payment_intent.requires_action", intent);
    }

    private void await(PaymentIntent intent, TestMethod method) {
        Charge charge = charges.open(intent, method);
        intent.status(PaymentIntent.PROCESSING);
        books.events().append("charge.pending", charge);
        long settles = books.now() + books.settings().processingSeconds();
        intent.number(SETTLES_AT, settles);
        books.world().plan(Task.Kind.SETTLE_PAYMENT, intent.id(), settles);
        tell("payment_intent.processing", intent);
    }
}
