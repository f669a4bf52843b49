package io.tollgate.local.standin.control;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.local.standin.state.Charge;
import io.tollgate.local.standin.state.Dispute;
import io.tollgate.local.standin.state.PaymentIntent;
import io.tollgate.local.standin.state.Refund;
import io.tollgate.local.standin.state.Store;
import io.tollgate.local.standin.wire.Json;
import java.util.List;

/** Every payment as it really is, with what came of it. */
final class PaymentTruth {

    private final Store store;
    private final List<Charge> charges;
    private final List<Refund> refunds;
    private final List<Dispute> disputes;

    PaymentTruth(Store store) {
        this.store = store;
        this.charges = store.charges().oldestFirst();
        this.refunds = store.refunds().oldestFirst();
        this.disputes = store.disputes().oldestFirst();
    }

    void addTo(ArrayNode array) {
        store.paymentIntents().oldestFirst().forEach(intent -> array.add(row(intent)));
    }

    private ObjectNode row(PaymentIntent intent) {
        ObjectNode row = Json.object().put("id", intent.id());
        row.set("customer", intent.json().get("customer"));
        row.put("order_id", intent.metadata().path("order_id").asText(null));
        row.put("status", intent.status()).put("currency", intent.currency());
        row.put("amount", intent.amount());
        row.put("amount_received", intent.amount("amount_received"));
        ArrayNode charged = row.putArray("charges");
        charges.stream()
                .filter(it -> it.intentId().equals(intent.id()))
                .forEach(it -> charged.add(row(it)));
        row.put("amount_refunded", sum(charged));
        ArrayNode refunded = row.putArray("refunds");
        refunds.stream()
                .filter(it -> it.intentId().equals(intent.id()))
                .forEach(it -> refunded.add(row(it)));
        ArrayNode disputed = row.putArray("disputes");
        disputes.stream()
                .filter(it -> it.intentId().equals(intent.id()))
                .forEach(it -> disputed.add(row(it)));
        return row;
    }

    private static long sum(ArrayNode charged) {
        long sum = 0;
        for (var charge : charged) {
            sum += charge.path("amount_refunded").asLong();
        }
        return sum;
    }

    private static ObjectNode row(Charge charge) {
        ObjectNode row = Json.object().put("id", charge.id());
        row.put("status", charge.text("status")).put("amount", charge.amount());
        row.put("amount_refunded", charge.refunded()).put("refunded", charge.flag("refunded"));
        return row.put("disputed", charge.flag("disputed"));
    }

    private static ObjectNode row(Refund refund) {
        ObjectNode row = Json.object().put("id", refund.id()).put("charge", refund.chargeId());
        return row.put("status", refund.text("status")).put("amount", refund.amount());
    }

    private static ObjectNode row(Dispute dispute) {
        ObjectNode row = Json.object().put("id", dispute.id()).put("charge", dispute.chargeId());
        return row.put("status", dispute.status()).put("amount", dispute.amount());
    }
}
