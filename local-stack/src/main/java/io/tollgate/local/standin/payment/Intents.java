package io.tollgate.local.standin.payment;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.local.standin.books.Blanks;
import io.tollgate.local.standin.books.Books;
import io.tollgate.local.standin.books.PaymentMethods;
import io.tollgate.local.standin.state.Doc;
import io.tollgate.local.standin.state.PaymentIntent;
import io.tollgate.local.standin.wire.Params;
import io.tollgate.local.standin.wire.Refusal;
import java.util.List;

/** What callers do with payment intents. */
public final class Intents {

    /** What cannot be changed any more once money is on its way. */
    private static final List<String> OF_THE_OPEN =
            List.of(
                    "amount",
                    "currency",
                    "customer",
                    "payment_method",
                    "setup_future_usage",
                    "capture_method");

    private static final String ABOUT_OPEN =
            "requires_payment_method, requires_confirmation, requires_action.";

    /** The code of whatever does not go with the status. */
    private static final String UNEXPECTED = "payment_intent_unexpected_state";

    private final Books books;
    private final IntentFields fields;
    private final Attempts attempts;

    Intents(Books books, Attempts attempts) {
        this.books = books;
        this.fields = new IntentFields(books);
        this.attempts = attempts;
    }

    /**
     * What a version does where a call says nothing.
     *
     * @param automaticMethods since 2023-08-16
     * @param automaticAsync since 2024-04-10
     */
    public record Defaults(boolean automaticMethods, boolean automaticAsync) {}

    /** Creates one, and confirms it if that is wanted. */
    public PaymentIntent create(Params params, Defaults defaults) {
        fields.check(params);
        String currency = Money.currency(params);
        long amount = Money.amount(params, currency);
        boolean confirms = params.flag("confirm").orElse(false);
        String method = params.text("payment_method").orElse("");
        requireSense(params, confirms, method);
        PaymentIntent intent = blank(amount, currency);
        fields.defaults(intent, defaults.automaticMethods(), defaults.automaticAsync());
        fields.apply(intent, params);
        Manner manner = manner(params, false);
        if (confirms) {
            requireWayBack(intent, manner);
        }
        IntentFields.method(intent, method);
        begin(intent);
        if (confirms) {
            attempts.make(intent, manner);
        }
        return intent;
    }

    private static void requireSense(Params params, boolean confirms, String method) {
        if (confirms && method.isEmpty()) {
            throw noMethod();
        }
        for (String field : List.of("return_url", "off_session")) {
            if (params.has(field) && !confirms) {
                throw Refusal.invalid(
                        "The parameter `%s` cannot be passed when creating a PaymentIntent unless"
                                        .formatted(field)
                                + " `confirm` is set to true.",
                        field);
            }
        }
    }

    /** One for whatever it is that has to be paid; nobody has heard of it yet. */
    public PaymentIntent blank(long amount, String currency) {
        String id = books.ids().next("pi_");
        ObjectNode json = Blanks.of("payment_intent", id, books.now());
        json.put("amount", amount).put("currency", currency);
        json.put("client_secret", books.ids().next(id + "_secret_"));
        return new PaymentIntent(json);
    }

    /** It is there from now on. */
    public void begin(PaymentIntent intent) {
        String customer = intent.customerId();
        intent.text(Doc.STREAM, customer.isEmpty() ? intent.id() : customer);
        books.store().paymentIntents().add(intent);
        books.events().append("payment_intent.created", intent);
    }

    /** Changes it; no event tells of that. */
    public void update(PaymentIntent intent, Params params) {
        fields.check(params);
        requireChangeable(intent, params);
        String currency =
                params.text("currency").isPresent() ? Money.currency(params) : intent.currency();
        long amount = params.number("amount").orElse(intent.amount());
        if (params.has("amount") || params.has("currency")) {
            Money.check(amount, currency);
        }
        boolean changes = amount != intent.amount() || !currency.equals(intent.currency());
        intent.number("amount", amount);
        intent.text("currency", currency);
        fields.apply(intent, params);
        if (params.has("payment_method")) {
            IntentFields.method(intent, params.text("payment_method").orElse(""));
        } else if (changes && intent.is(PaymentIntent.NEEDS_ACTION)) {
            IntentFields.method(intent, intent.method());
        }
    }

    private static void requireChangeable(PaymentIntent intent, Params params) {
        for (String field : OF_THE_OPEN) {
            if (params.has(field) && !intent.isOpen()) {
                throw unexpected(
                        intent,
                        ("This PaymentIntent's %s could not be updated because it has a status of"
                                        + " %s. You may only update the %s of a PaymentIntent with"
                                        + " one of the following statuses: %s")
                                .formatted(field, intent.status(), field, ABOUT_OPEN));
            }
        }
    }

    /**
     * Tries to get it paid.
     *
     * @param byBrowser whether its owner's browser asks, which is there to be redirected
     */
    public void confirm(PaymentIntent intent, Params params, boolean byBrowser) {
        fields.check(params);
        if (!intent.isOpen()) {
            throw unexpected(
                    intent,
                    ("You cannot confirm this PaymentIntent because it has a status of %s. Only a"
                                    + " PaymentIntent with one of the following statuses may be"
                                    + " confirmed: %s")
                            .formatted(intent.status(), ABOUT_OPEN));
        }
        String method = params.text("payment_method").orElse(intent.method());
        if (method.isEmpty()) {
            throw noMethod();
        }
        Manner manner = manner(params, byBrowser);
        if (!byBrowser) {
            requireWayBack(intent, manner);
        }
        fields.apply(intent, params);
        IntentFields.method(intent, method);
        attempts.make(intent, manner);
    }

    /** Charges a method for an invoice, whose engine looks at what came of it by itself. */
    public void collect(PaymentIntent intent, String method) {
        IntentFields.method(intent, method);
        attempts.collect(intent);
    }

    /** Confirms it for somebody who sits before a page of Stripe's own. */
    public void confirmAtPage(PaymentIntent intent, String method, String returnUrl) {
        PaymentMethods.requireKnown(method, "payment_method");
        IntentFields.method(intent, method);
        attempts.make(intent, new Manner(returnUrl, false));
    }

    /** Calls it off, if somebody asked for that. */
    public void cancel(PaymentIntent intent, Params params) {
        params.oneOf(
                "cancellation_reason",
                "duplicate",
                "fraudulent",
                "requested_by_customer",
                "abandoned");
        if (!intent.isOpen() || intent.isOwned()) {
            throw unexpected(
                    intent,
                    ("You cannot cancel this PaymentIntent because it has a status of %s%s. Only a"
                                    + " PaymentIntent with one of the following statuses may be"
                                    + " canceled: %s")
                            .formatted(
                                    intent.status(),
                                    intent.isOwned()
                                            ? " and belongs to an invoice or a Checkout Session"
                                            : "",
                                    ABOUT_OPEN));
        }
        callOff(intent, params.text("cancellation_reason").orElse(""));
    }

    /** It will never be paid. */
    public void callOff(PaymentIntent intent, String reason) {
        intent.status(PaymentIntent.CANCELED);
        intent.number("canceled_at", books.now());
        intent.text("cancellation_reason", reason);
        intent.json().putNull("next_action");
        books.events().append("payment_intent.canceled", intent);
    }

    private static Manner manner(Params params, boolean byBrowser) {
        boolean away = params.flag("off_session").orElse(false) && !byBrowser;
        return new Manner(params.text("return_url").orElse(""), away);
    }

    private static void requireWayBack(PaymentIntent intent, Manner manner) {
        if (manner.returnUrl().isEmpty()
                && !manner.offSession()
                && IntentFields.mayRedirect(intent)) {
            throw Refusal.invalid(
                    "This PaymentIntent is configured to accept payment methods enabled in your"
                            + " Dashboard. Because some of these payment methods might redirect"
                            + " your customer off of your page, you must provide a `return_url`.",
                    "return_url");
        }
    }

    private static Refusal noMethod() {
        return Refusal.of(
                400,
                Refusal.INVALID_REQUEST,
                "You cannot confirm this PaymentIntent because it's missing a payment method. You"
                        + " can either update the PaymentIntent with a payment method and then"
                        + " confirm it again, or confirm it again directly with a payment method.",
                UNEXPECTED);
    }

    static Refusal unexpected(PaymentIntent intent, String message) {
        return Refusal.of(400, Refusal.INVALID_REQUEST, message, UNEXPECTED)
                .with("payment_intent", intent.copy());
    }
}
