package io.tollgate.local.standin.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.tollgate.local.standin.shape.Renderer;
import io.tollgate.local.standin.state.Doc;
import io.tollgate.local.standin.state.Store;
import io.tollgate.local.standin.wire.Refusal;
import java.util.ArrayList;
import java.util.List;

/** Puts objects in the place of their ids, and adds what is only shown when asked for. */
final class Expansion {

    private static final int MAX_DEPTH = 4;
    private static final String PAYMENTS = "payments";
    private static final String REFUNDS = "refunds";
    private static final String LINE_ITEMS = "line_items";

    private final Store store;

    Expansion(Store store) {
        this.store = store;
    }

    /** Expands a path such as {@code data.latest_invoice.payments}. */
    void expand(ObjectNode root, String path) {
        List<String> steps = List.of(path.split("\\.", -1));
        boolean list = root.path("object").asText().equals("list");
        if (list && !steps.getFirst().equals("data")) {
            throw refusal(path);
        }
        if (steps.size() > MAX_DEPTH + (list ? 1 : 0)) {
            throw Refusal.invalid(
                    "You cannot expand more than 4 levels of a property. Property: " + path, null);
        }
        descend(root, steps, path);
    }

    private void descend(JsonNode node, List<String> steps, String path) {
        if (node instanceof ArrayNode array) {
            array.forEach(element -> descend(element, steps, path));
            return;
        }
        if (steps.isEmpty() || !(node instanceof ObjectNode object)) {
            return;
        }
        String step = steps.getFirst();
        if (step.equals(PAYMENTS) && object.path("object").asText().equals("invoice")) {
            object.set(PAYMENTS, payments(object.path("id").asText()));
        }
        if (step.equals(LINE_ITEMS) && object.has("_" + LINE_ITEMS)) {
            object.set(LINE_ITEMS, lineItems(object));
        }
        if (step.equals(REFUNDS) && object.path("object").asText().equals("charge")) {
            object.set(REFUNDS, refunds(object));
        }
        JsonNode value = object.path(step);
        if (value.isMissingNode()) {
            throw refusal(path);
        }
        if (value instanceof TextNode id) {
            value = store.find(id.asText()).map(Doc::copy).orElseThrow(() -> refusal(path));
            object.set(step, value);
        }
        descend(value, steps.subList(1, steps.size()), path);
    }

    private ObjectNode payments(String invoiceId) {
        List<ObjectNode> payments =
                store.invoicePayments().newestFirst().stream()
                        .filter(payment -> payment.invoiceId().equals(invoiceId))
                        .map(Doc::copy)
                        .toList();
        return Renderer.list("/v1/invoice_payments?invoice=" + invoiceId, payments, false);
    }

    private static ObjectNode refunds(ObjectNode charge) {
        return list("/v1/charges/" + charge.path("id").asText() + "/refunds", charge, REFUNDS);
    }

    private static ObjectNode lineItems(ObjectNode session) {
        String url = "/v1/checkout/sessions/" + session.path("id").asText() + "/line_items";
        return list(url, session, LINE_ITEMS);
    }

    /** What an object keeps of others that belong to it. */
    private static ObjectNode list(String url, ObjectNode owner, String name) {
        List<ObjectNode> kept = new ArrayList<>();
        owner.path("_" + name).forEach(each -> kept.add(each.deepCopy()));
        return Renderer.list(url, kept, false);
    }

    private static Refusal refusal(String path) {
        return Refusal.invalid("This property cannot be expanded (" + path + ").", null);
    }
}
