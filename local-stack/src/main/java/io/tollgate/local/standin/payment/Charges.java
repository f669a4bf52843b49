package io.tollgate.local.standin.payment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.local.standin.books.Blanks;
import io.tollgate.local.standin.books.Books;
import io.tollgate.local.standin.books.TestMethod;
import io.tollgate.local.standin.state.Charge;
import io.tollgate.local.standin.state.Doc;
import io.tollgate.local.standin.state.PaymentIntent;
import io.tollgate.local.standin.wire.Json;
import org.jspecify.annotations.Nullable;

/**
 * Attempts to move money, as objects. An intent keeps a copy of each of its charges, because the
 * oldest version shows them inside it, and an event shows them as they were.
 */
final class Charges {

    /** One more than is shown, which then says that there are more. */
    private static final int MAX_KEPT = 11;

    private final Books books;

    Charges(Books books) {
        this.books = books;
    }

    /** A charge for all of an intent, which has come to nothing yet; metadata is copied once. */
    Charge open(PaymentIntent intent, TestMethod method) {
        ObjectNode json = Blanks.of("charge", books.ids().next("ch_"), books.now());
        json.put("amount", intent.amount()).put("currency", intent.currency());
        for (String same :
                new String[] {
                    "customer",
                    "description",
                    "receipt_email",
                    "statement_descriptor_suffix",
                    Doc.STREAM,
                    "_invoice"
                }) {
            if (intent.json().has(same)) {
                json.set(same, intent.json().get(same).deepCopy());
            }
        }
        json.set("metadata", intent.metadata().deepCopy());
        json.put("payment_intent", intent.id()).put("payment_method", method.id());
        json.set("payment_method_details", MethodShapes.details(method));
        json.put("status", Charge.PENDING);
        Charge charge = new Charge(json);
        books.store().charges().add(charge);
        intent.text("latest_charge", charge.id());
        keep(charge);
        return charge;
    }

    /** The money is there. */
    void succeed(Charge charge) {
        charge.text("status", Charge.SUCCEEDED);
        charge.flag("paid", true);
        charge.flag("captured", true);
        charge.number("amount_captured", charge.amount());
        charge.text("balance_transaction", books.ids().next("txn_"));
        outcome(charge, "authorized", "approved_by_network", null, "Payment complete.");
        keep(charge);
    }

    /** The money will not come. */
    void fail(Charge charge, TestMethod.Decline decline, String message) {
        charge.text("status", Charge.FAILED);
        charge.text("failure_code", decline.code());
        charge.text("failure_message", message);
        outcome(
                charge,
                "issuer_declined",
                "declined_by_network",
                decline.reason().isEmpty() ? decline.code() : decline.reason(),
                "The bank did not return any further details with this decline.");
        keep(charge);
    }

    private static void outcome(
            Charge charge, String type, String network, @Nullable String reason, String message) {
        ObjectNode outcome = charge.json().putObject("outcome");
        outcome.putNull("advice_code").putNull("network_advice_code");
        outcome.putNull("network_decline_code").put("network_status", network);
        outcome.put("reason", reason).put("risk_level", "normal");
        outcome.put("seller_message", message).put("type", type);
    }

    /** Says of its charge in an intent what the charge says of itself. */
    void keep(Charge charge) {
        PaymentIntent intent = books.store().paymentIntents().get(charge.intentId());
        ArrayNode newestFirst = Json.array().add(charge.copy());
        for (JsonNode kept : intent.json().path("_charges")) {
            boolean other = !kept.path("id").asText().equals(charge.id());
            if (other && newestFirst.size() < MAX_KEPT) {
                newestFirst.add(kept);
            }
        }
        intent.json().set("_charges", newestFirst);
    }

    /** One that is known to be there. */
    Charge get(String id) {
        return books.store().charges().get(id);
    }

    Charge latestOf(PaymentIntent intent) {
        return get(intent.latestCharge());
    }
}
