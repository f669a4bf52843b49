package io.tollgate.local.standin.payment;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.local.standin.books.Books;
import io.tollgate.local.standin.books.Metadata;
import io.tollgate.local.standin.books.PaymentMethods;
import io.tollgate.local.standin.state.PaymentIntent;
import io.tollgate.local.standin.wire.Params;
import io.tollgate.local.standin.wire.Refusal;
import io.tollgate.local.standin.wire.Urls;
import java.util.List;

/** The fields of an intent that a call sets as they are. */
final class IntentFields {

    private static final String METHOD = "payment_method";
    private static final String AUTOMATIC = "automatic_payment_methods";
    private static final String TYPES = "payment_method_types";

    private static final List<String> TEXTS =
            List.of(
                    "customer",
                    "description",
                    "receipt_email",
                    "setup_future_usage",
                    "statement_descriptor_suffix");

    private final Books books;

    IntentFields(Books books) {
        this.books = books;
    }

    /** Refuses what cannot be, before anything is changed. */
    void check(Params params) {
        params.text("customer").ifPresent(id -> books.needCustomer(id, "customer"));
        params.text(METHOD).ifPresent(id -> PaymentMethods.requireKnown(id, METHOD));
        Urls.check(params, "return_url");
        params.oneOf("setup_future_usage", "off_session", "on_session");
        params.oneOf("capture_method", "automatic", "automatic_async");
        Params automatic = params.nested(AUTOMATIC);
        automatic.oneOf("allow_redirects", "always", "never");
        if (params.isNested(AUTOMATIC)) {
            automatic.need("enabled");
        }
        boolean enabled = automatic.flag("enabled").orElse(false);
        if (enabled && params.has(TYPES)) {
            throw Refusal.invalid(
                    "You may only specify one of these parameters: automatic_payment_methods,"
                            + " payment_method_types.",
                    TYPES);
        }
    }

    /** What a new one is paid with unless it says so itself, which depends on the version. */
    void defaults(PaymentIntent intent, boolean automaticMethods, boolean automaticAsync) {
        intent.text("capture_method", automaticAsync ? "automatic_async" : "automatic");
        if (automaticMethods) {
            methods(intent, true, "always");
        }
    }

    void apply(PaymentIntent intent, Params params) {
        Metadata.merge(intent, params);
        for (String field : TEXTS) {
            if (params.has(field)) {
                intent.text(field, params.text(field).orElse(null));
            }
        }
        params.text("capture_method").ifPresent(how -> intent.text("capture_method", how));
        if (params.has(TYPES)) {
            intent.json().putNull(AUTOMATIC);
            var types = intent.json().putArray(TYPES);
            params.words(TYPES).forEach(types::add);
        }
        if (params.isNested(AUTOMATIC)) {
            Params automatic = params.nested(AUTOMATIC);
            methods(
                    intent,
                    automatic.flag("enabled").orElse(false),
                    automatic.text("allow_redirects").orElse("always"));
        }
    }

    private static void methods(PaymentIntent intent, boolean enabled, String redirects) {
        if (enabled) {
            ObjectNode automatic = intent.json().putObject(AUTOMATIC);
            automatic.put("allow_redirects", redirects).put("enabled", true);
        } else {
            intent.json().putNull(AUTOMATIC);
        }
    }

    /** Sets what it is to be paid with; empty takes that away. */
    static void method(PaymentIntent intent, String id) {
        intent.method(id);
        intent.json().putNull("next_action");
        intent.status(id.isEmpty() ? PaymentIntent.NEEDS_METHOD : PaymentIntent.NEEDS_CONFIRMATION);
    }

    /** Whether some of its methods send their owner away, who then has to come back somewhere. */
    static boolean mayRedirect(PaymentIntent intent) {
        ObjectNode json = intent.json();
        return json.path(AUTOMATIC).path("enabled").asBoolean()
                && !json.path(AUTOMATIC).path("allow_redirects").asText().equals("never");
    }
}
