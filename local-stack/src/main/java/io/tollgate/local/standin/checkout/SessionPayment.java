package io.tollgate.local.standin.checkout;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.local.standin.billing.Engine;
import io.tollgate.local.standin.books.Books;
import io.tollgate.local.standin.payment.Intents;
import io.tollgate.local.standin.state.CheckoutSession;
import io.tollgate.local.standin.state.Customer;
import io.tollgate.local.standin.state.Doc;
import io.tollgate.local.standin.state.Invoice;
import io.tollgate.local.standin.state.PaymentIntent;
import io.tollgate.local.standin.state.Subscription;
import io.tollgate.local.standin.wire.Params;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a session makes when somebody pays: a customer if there is none, and then the rest. */
final class SessionPayment {

    /** Where an intent keeps whose it is. */
    static final String SESSION = "_session";

    /** What a session hands on to its intent. */
    private static final List<String> HANDED_ON =
            List.of(
                    "description",
                    "receipt_email",
                    "setup_future_usage",
                    "statement_descriptor_suffix");

    private final Engine engine;
    private final Books books;

    SessionPayment(Engine engine) {
        this.engine = engine;
        this.books = engine.books();
    }

    /** Tries the session's one intent, which is made with the first try. */
    void pay(CheckoutSession session, String method) {
        if (session.customerId().isEmpty() && session.text("customer_creation").equals("always")) {
            makeCustomer(session);
        }
        PaymentIntent intent =
                books.store()
                        .paymentIntents()
                        .find(session.intentId())
                        .orElseGet(() -> makeIntent(session));
        engine.payments().intents().confirmAtPage(intent, method, PageUrls.success(session));
    }

    private PaymentIntent makeIntent(CheckoutSession session) {
        Intents intents = engine.payments().intents();
        PaymentIntent intent =
                intents.blank(session.amount("amount_total"), session.text("currency"));
        JsonNode wanted = session.json().path("_payment");
        for (String field : HANDED_ON) {
            intent.text(field, wanted.path(field).asText(null));
        }
        if (wanted.path("metadata") instanceof ObjectNode metadata) {
            intent.metadata().setAll(metadata.deepCopy());
        }
        intent.text("customer", session.customerId());
        intent.text(SESSION, session.id());
        session.text("payment_intent", intent.id());
        intents.begin(intent);
        session.text(Doc.STREAM, intent.text(Doc.STREAM));
        return intent;
    }

    /** Makes the subscription, which needs a card that pays at once; gives the payment status. */
    String subscribe(CheckoutSession session, String method) {
        if (session.customerId().isEmpty()) {
            makeCustomer(session);
        }
        Map<String, String> form = new LinkedHashMap<>();
        form.put("customer", session.customerId());
        form.put("default_payment_method", method);
        form.put("payment_behavior", "error_if_incomplete");
        int index = 0;
        for (JsonNode item : session.json().path("_line_items")) {
            form.put("items[%d][price]".formatted(index), item.at("/price/id").asText());
            form.put("items[%d][quantity]".formatted(index), item.path("quantity").asText());
            index++;
        }
        handOn(session.json().path("_subscribing"), form);
        Subscription subscription =
                engine.signups().create(Params.of(form), session.flag("_flexible"));
        session.text("subscription", subscription.id());
        session.text("invoice", subscription.latestInvoice());
        Invoice invoice = books.store().invoices().get(subscription.latestInvoice());
        return invoice.amountDue() == 0 ? CheckoutSession.FREE : CheckoutSession.PAID;
    }

    private static void handOn(JsonNode data, Map<String, String> form) {
        data.path("metadata")
                .properties()
                .forEach(
                        entry ->
                                form.put(
                                        "metadata[" + entry.getKey() + "]",
                                        entry.getValue().asText()));
        for (String field : List.of("description", "trial_period_days")) {
            if (data.has(field)) {
                form.put(field, data.path(field).asText());
            }
        }
    }

    private void makeCustomer(CheckoutSession session) {
        String email = session.text("customer_email");
        Customer customer =
                engine.customers()
                        .create(Params.of(email.isEmpty() ? Map.of() : Map.of("email", email)));
        session.text("customer", customer.id());
    }

    /** What the page has learnt of whoever paid. */
    void describeCustomer(CheckoutSession session) {
        ObjectNode details = session.json().putObject("customer_details");
        ObjectNode known =
                books.store()
                        .customers()
                        .find(session.customerId())
                        .map(Customer::json)
                        .orElse(session.json());
        details.putNull("address");
        details.put(
                "email",
                known.path("email").asText(session.json().path("customer_email").asText(null)));
        details.put("name", known.path("name").asText(null));
        details.putNull("phone").put("tax_exempt", "none").putArray("tax_ids");
    }
}
