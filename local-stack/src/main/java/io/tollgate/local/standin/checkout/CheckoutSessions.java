package io.tollgate.local.standin.checkout;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.tollgate.local.standin.billing.Engine;
import io.tollgate.local.standin.books.Blanks;
import io.tollgate.local.standin.books.Books;
import io.tollgate.local.standin.books.Metadata;
import io.tollgate.local.standin.payment.Money;
import io.tollgate.local.standin.state.CheckoutSession;
import io.tollgate.local.standin.state.PaymentIntent;
import io.tollgate.local.standin.state.Task;
import io.tollgate.local.standin.wire.Params;
import io.tollgate.local.standin.wire.Refusal;
import java.util.List;

/** Sessions come, are paid at a page, and go; the page itself is drawn elsewhere. */
public final class CheckoutSessions {

    private static final String TYPES = "payment_method_types";

    private static final List<String> TEXTS =
            List.of(
                    "cancel_url",
                    "client_reference_id",
                    "customer",
                    "customer_creation",
                    "customer_email",
                    "locale",
                    "mode",
                    "success_url");

    private final Books books;
    private final Engine engine;
    private final SessionRules rules;
    private final SessionPayment payment;

    CheckoutSessions(Engine engine) {
        this.engine = engine;
        this.books = engine.books();
        this.rules = new SessionRules(books);
        this.payment = new SessionPayment(engine);
        books.world().onDue(Task.Kind.EXPIRE_SESSION, this::expire);
        engine.payments().onOutcome(this::learn);
    }

    /**
     * Opens a session.
     *
     * @param flexible whether its subscription is flexible, which depends on the caller's version
     */
    public CheckoutSession create(Params params, boolean flexible) {
        rules.check(params);
        CheckoutSession session =
                new CheckoutSession(
                        Blanks.of("checkout_session", books.ids().next("cs_test_"), books.now()));
        describe(session, params);
        SessionItems items = new SessionItems(books, engine.catalogue());
        sell(session, items.read(params, session.subscribes()));
        session.flag("_flexible", flexible);
        session.json().set("_payment", kept(params, "payment_intent_data"));
        session.json().set("_subscribing", kept(params, "subscription_data"));
        session.text(
                "url",
                books.settings().pages().resolve("/_standin/checkout/" + session.id()).toString());
        books.store().checkoutSessions().add(session);
        books.world().plan(Task.Kind.EXPIRE_SESSION, session.id(), session.amount("expires_at"));
        return session;
    }

    private void describe(CheckoutSession session, Params params) {
        for (String field : TEXTS) {
            session.text(field, params.text(field).orElse(null));
        }
        Metadata.merge(session, params);
        session.number("expires_at", rules.expiresAt(params));
        if (session.subscribes()) {
            session.text("payment_method_collection", "always");
        } else if (!params.has("customer_creation") && !params.has("customer")) {
            session.text("customer_creation", "if_required");
        }
        if (params.has(TYPES)) {
            ArrayNode types = session.json().putArray(TYPES);
            params.words(TYPES).forEach(types::add);
        }
    }

    /** What is to be handed on to what the session makes. */
    private static JsonNode kept(Params params, String name) {
        return params.nested(name).json();
    }

    private static void sell(CheckoutSession session, ArrayNode items) {
        long total = 0;
        String currency = items.get(0).path("currency").asText();
        for (JsonNode item : items) {
            total += item.path("amount_total").asLong();
            if (!item.path("currency").asText().equals(currency)) {
                throw Refusal.invalid("All prices must have the same currency.", "line_items");
            }
        }
        if (!session.subscribes()) {
            Money.check(total, currency);
        }
        session.json().put("currency", currency);
        session.json().put("amount_subtotal", total).put("amount_total", total);
        session.json().set("_line_items", items);
    }

    /**
     * Somebody pays with a method; throws the refusal that the page then shows. A card that wants
     * its owner leaves the session open and its intent waiting.
     */
    public void pay(CheckoutSession session, String method) {
        requireOpen(session, "paid");
        if (session.subscribes()) {
            complete(session, payment.subscribe(session, method));
        } else {
            payment.pay(session, method);
        }
    }

    /** The merchant ends it before anybody has paid. */
    public void expireNow(CheckoutSession session) {
        requireOpen(session, "expired");
        end(session);
    }

    private static void requireOpen(CheckoutSession session, String what) {
        if (!session.is(CheckoutSession.OPEN)) {
            throw Refusal.invalid(
                    "Only Checkout Sessions with a status in [\"open\"] can be %s. This Checkout"
                                    .formatted(what)
                            + " Session has a status of `%s`.".formatted(session.text("status")),
                    null);
        }
    }

    private void expire(Task task) {
        CheckoutSession session = books.store().checkoutSessions().get(task.id());
        if (session.is(CheckoutSession.OPEN)) {
            end(session);
        }
    }

    private void end(CheckoutSession session) {
        session.text("status", CheckoutSession.EXPIRED);
        session.text("url", null);
        books.store()
                .paymentIntents()
                .find(session.intentId())
                .filter(PaymentIntent::isOpen)
                .ifPresent(intent -> engine.payments().intents().callOff(intent, "expired"));
        books.events().append("checkout.session.expired", session);
    }

    /** Something has come of an intent; if it is a session's, that moves on with it. */
    private void learn(PaymentIntent intent) {
        books.store()
                .checkoutSessions()
                .find(intent.text(SessionPayment.SESSION))
                .ifPresent(session -> learn(session, intent));
    }

    private void learn(CheckoutSession session, PaymentIntent intent) {
        boolean open = session.is(CheckoutSession.OPEN);
        boolean waits = session.is(CheckoutSession.COMPLETE) && session.isUnpaid();
        if (open && intent.is(PaymentIntent.SUCCEEDED)) {
            complete(session, CheckoutSession.PAID);
        } else if (open && intent.is(PaymentIntent.PROCESSING)) {
            complete(session, CheckoutSession.UNPAID);
        } else if (waits && intent.is(PaymentIntent.SUCCEEDED)) {
            session.text("payment_status", CheckoutSession.PAID);
            books.events().append("checkout.session.async_payment_succeeded", session);
        } else if (waits && intent.is(PaymentIntent.NEEDS_METHOD)) {
            books.events().append("checkout.session.async_payment_failed", session);
        }
    }

    private void complete(CheckoutSession session, String paymentStatus) {
        session.text("status", CheckoutSession.COMPLETE);
        session.text("payment_status", paymentStatus);
        session.text("url", null);
        payment.describeCustomer(session);
        books.events().append("checkout.session.completed", session);
    }
}
