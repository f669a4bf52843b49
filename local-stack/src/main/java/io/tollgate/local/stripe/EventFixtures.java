package io.tollgate.local.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Events as Stripe posts them to an endpoint of one API version: the full object, and for updates
 * what it was before.
 */
public final class EventFixtures {

    private final ApiVersion version;
    private final Ids ids;

    public EventFixtures(ApiVersion version, Ids ids) {
        this.version = version;
        this.ids = ids;
    }

    /** {@code customer.subscription.created}. */
    public StripeEvent created(Subscription now, long at) {
        return event("customer.subscription.created", at, now, object(now));
    }

    /** {@code customer.subscription.updated}; every field that differs is a previous attribute. */
    public StripeEvent updated(Subscription before, Subscription now, long at) {
        ObjectNode data = object(now);
        data.set("previous_attributes", previous(before, now));
        return event("customer.subscription.updated", at, now, data);
    }

    /** {@code customer.subscription.deleted}. */
    public StripeEvent deleted(Subscription now, long at) {
        return event("customer.subscription.deleted", at, now, object(now));
    }

    /** {@code invoice.paid} for the current period. */
    public StripeEvent invoicePaid(Subscription now, long at) {
        return event("invoice.paid", at, now, invoice(now, true));
    }

    /** {@code invoice.payment_failed} for the current period. */
    public StripeEvent invoicePaymentFailed(Subscription now, long at) {
        return event("invoice.payment_failed", at, now, invoice(now, false));
    }

    private ObjectNode object(Subscription subscription) {
        ObjectNode data = Shapes.object();
        data.set("object", SubscriptionJson.render(subscription, version));
        return data;
    }

    private ObjectNode invoice(Subscription subscription, boolean paid) {
        ObjectNode data = Shapes.object();
        data.set("object", InvoiceJson.render(subscription, version, paid));
        return data;
    }

    private ObjectNode previous(Subscription before, Subscription now) {
        ObjectNode was = SubscriptionJson.render(before, version);
        ObjectNode is = SubscriptionJson.render(now, version);
        ObjectNode previous = Shapes.object();
        was.properties().stream()
                .filter(field -> !field.getValue().equals(is.get(field.getKey())))
                .forEach(field -> previous.set(field.getKey(), field.getValue()));
        return previous;
    }

    private StripeEvent event(String type, long at, Subscription about, ObjectNode data) {
        String id = ids.next("evt_");
        ObjectNode event = Shapes.object().put("id", id).put("object", "event");
        event.put("api_version", version.wire()).put("created", at);
        event.set("data", data);
        event.put("livemode", false).put("pending_webhooks", 1);
        event.putObject("request").put("id", ids.next("req_")).putNull("idempotency_key");
        event.put("type", type);
        return new StripeEvent(id, type, at, version, about.id(), Shapes.write(event));
    }
}
