package io.tollgate.billing.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.billing.stripe.StripeApi.Param;
import java.util.ArrayList;
import java.util.List;

/** Reads subscriptions as Stripe has them now: whole ones, with their latest invoice. */
public final class StripeSubscriptions {

    /** Stripe's largest page. */
    public static final int PAGE = 100;

    /** A flexible subscription has 100 items at most; a few more pages only guard the loop. */
    private static final int MAX_ITEM_PAGES = 5;

    /** Paid invoices looked at, newest first; the latest paid period is in one of the first. */
    private static final int PAID_INVOICES = 20;

    private final StripeApi api;

    StripeSubscriptions(StripeApi api) {
        this.api = api;
    }

    /**
     * One subscription, its latest invoice expanded, with all its items.
     *
     * @return {@link StripeAnswer.Found} holds the subscription
     */
    StripeAnswer fetch(String id, Deadline deadline) {
        StripeAnswer answer =
                api.get(
                        "subscription",
                        "/v1/subscriptions/" + StripeApi.segment(id),
                        List.of(new Param("expand[]", "latest_invoice")),
                        deadline);
        return answer instanceof StripeAnswer.Found found ? withAllItems(found, deadline) : answer;
    }

    /** Payloads show ten items at most (Stripe: list truncation): the rest is asked for. */
    StripeAnswer withAllItems(StripeAnswer.Found found, Deadline deadline) {
        if (!found.body().path("items").path("has_more").asBoolean()) {
            return found;
        }
        ArrayNode items = JsonNodeFactory.instance.arrayNode();
        String after = "";
        for (int page = 0; page < MAX_ITEM_PAGES; page++) {
            StripeAnswer answer = items(found.body().path("id").asText(), after, deadline);
            if (!(answer instanceof StripeAnswer.Found list)) {
                return answer;
            }
            list.body().path("data").forEach(items::add);
            if (!list.body().path("has_more").asBoolean() || items.isEmpty()) {
                return new StripeAnswer.Found(replaced(found.body(), items), found.asOf());
            }
            after = items.get(items.size() - 1).path("id").asText();
        }
        return new StripeAnswer.Unavailable("items without end");
    }

    private StripeAnswer items(String subscription, String after, Deadline deadline) {
        List<Param> params = new ArrayList<>();
        params.add(new Param("subscription", subscription));
        params.add(new Param("limit", Integer.toString(PAGE)));
        if (!after.isEmpty()) {
            params.add(new Param("starting_after", after));
        }
        return api.get("subscription_items", "/v1/subscription_items", params, deadline);
    }

    private static ObjectNode replaced(JsonNode subscription, ArrayNode items) {
        ObjectNode whole = subscription.deepCopy();
        whole.putObject("items").put("object", "list").put("has_more", false).set("data", items);
        return whole;
    }

    /**
     * The newest paid invoices of a subscription.
     *
     * @return {@link StripeAnswer.Found} holds the list
     */
    StripeAnswer paidInvoices(String subscription, Deadline deadline) {
        return api.get(
                "paid_invoices",
                "/v1/invoices",
                List.of(
                        new Param("subscription", subscription),
                        new Param("status", "paid"),
                        new Param("limit", Integer.toString(PAID_INVOICES))),
                deadline);
    }

    /**
     * The lines of an invoice beyond those it shows: ten at most, prorations first (Stripe: The
     * Invoice object).
     *
     * @return {@link StripeAnswer.Found} holds the list
     */
    StripeAnswer invoiceLines(String invoice, Deadline deadline) {
        return api.get(
                "invoice_lines",
                "/v1/invoices/" + StripeApi.segment(invoice) + "/lines",
                List.of(new Param("limit", Integer.toString(PAGE))),
                deadline);
    }

    /**
     * A page of all subscriptions in any status, newest first.
     *
     * @param after the last id of the page before; empty for the first
     */
    public StripeAnswer page(String after, Deadline deadline) {
        List<Param> params = new ArrayList<>();
        params.add(new Param("status", "all"));
        params.add(new Param("limit", Integer.toString(PAGE)));
        params.add(new Param("expand[]", "data.latest_invoice"));
        if (!after.isEmpty()) {
            params.add(new Param("starting_after", after));
        }
        return api.get("subscriptions", "/v1/subscriptions", params, deadline);
    }
}
