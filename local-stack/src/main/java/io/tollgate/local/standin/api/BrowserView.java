package io.tollgate.local.standin.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.local.standin.state.PaymentIntent;
import io.tollgate.local.standin.wire.Params;
import io.tollgate.local.standin.wire.Refusal;
import java.util.Set;

/** What a page may see of an intent whose client secret it has. */
final class BrowserView {

    private static final Set<String> SHOWN =
            Set.of(
                    "id",
                    "object",
                    "amount",
                    "amount_details",
                    "automatic_payment_methods",
                    "canceled_at",
                    "cancellation_reason",
                    "capture_method",
                    "client_secret",
                    "confirmation_method",
                    "created",
                    "currency",
                    "description",
                    "last_payment_error",
                    "livemode",
                    "next_action",
                    "payment_method",
                    "payment_method_types",
                    "processing",
                    "receipt_email",
                    "setup_future_usage",
                    "shipping",
                    "source",
                    "status");

    private BrowserView() {}

    /** A page has to prove that it was given the secret; a merchant may. */
    static void requireSecret(PaymentIntent intent, Params params, Key key) {
        if (key == Key.PUBLISHABLE) {
            params.need("client_secret");
        }
        params.text("client_secret")
                .filter(secret -> !secret.equals(intent.clientSecret()))
                .ifPresent(
                        secret -> {
                            throw Refusal.invalid(
                                    "The client_secret provided does not match the client_secret"
                                            + " associated with the PaymentIntent.",
                                    "client_secret");
                        });
    }

    /** An intent with what a page may see of it; any other object as it is. */
    static ObjectNode of(ObjectNode object) {
        return object.path("object").asText().equals("payment_intent")
                ? object.deepCopy().retain(SHOWN)
                : object;
    }
}
