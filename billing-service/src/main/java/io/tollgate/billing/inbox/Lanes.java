package io.tollgate.billing.inbox;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * Says whose stream an event belongs to: the subscription, the payment intent (else the charge) or
 * the customer. The field paths follow Stripe's API changelog from 2014 on; most moved in
 * 2025-03-31.basil.
 */
final class Lanes {

    /**
     * Where an event goes: to a lane, or nowhere for a reason.
     *
     * @param lane the object's id
     * @param reason why no worker needs to see it
     */
    record Routing(@Nullable String lane, @Nullable Reason reason) {

        static Routing to(@Nullable String lane) {
            return lane == null ? new Routing(null, Reason.UNKNOWN_SHAPE) : new Routing(lane, null);
        }

        static Routing nowhere(Reason reason) {
            return new Routing(null, reason);
        }
    }

    private Lanes() {}

    static Routing of(String type, JsonNode object) {
        if (type.startsWith("customer.subscription.")) {
            return Routing.to(StripeJson.id(object.path("id")));
        }
        if (type.startsWith("invoice.")) {
            return invoice(type, object);
        }
        if (type.startsWith("payment_intent.")) {
            return Routing.to(StripeJson.id(object.path("id")));
        }
        if (type.startsWith("charge.") || type.startsWith("refund.")) {
            return Routing.to(payment(object));
        }
        if (type.startsWith("checkout.session.")) {
            return checkout(object);
        }
        return switch (type) {
            case "customer.created", "customer.updated", "customer.deleted" ->
                    Routing.to(StripeJson.id(object.path("id")));
            default -> Routing.nowhere(Reason.UNHANDLED_TYPE);
        };
    }

    private static Routing invoice(String type, JsonNode invoice) {
        return switch (type) {
            case "invoice.paid", "invoice.payment_succeeded", "invoice.payment_failed" -> {
                if (!invoice.isObject()) {
                    yield Routing.nowhere(Reason.UNKNOWN_SHAPE);
                }
                String subscription = subscriptionOf(invoice);
                yield subscription == null
                        ? Routing.nowhere(Reason.ONE_OFF_INVOICE)
                        : Routing.to(subscription);
            }
            default -> Routing.nowhere(Reason.UNHANDLED_TYPE);
        };
    }

    /** The subscription an invoice is for, wherever its API version keeps it. */
    private static @Nullable String subscriptionOf(JsonNode invoice) {
        String id =
                StripeJson.ref(
                        invoice.path("parent").path("subscription_details").path("subscription"));
        if (id == null) {
            id = StripeJson.ref(invoice.path("subscription"));
        }
        for (JsonNode line : invoice.path("lines").path("data")) {
            if (id == null) {
                id =
                        StripeJson.ref(
                                line.path("parent")
                                        .path("subscription_item_details")
                                        .path("subscription"));
            }
            if (id == null) {
                id = StripeJson.ref(line.path("subscription"));
            }
        }
        return id;
    }

    /** The intent a charge, refund or dispute belongs to; before intents, the charge. */
    private static @Nullable String payment(JsonNode object) {
        String intent = StripeJson.ref(object.path("payment_intent"));
        if (intent != null) {
            return intent;
        }
        String charge = StripeJson.ref(object.path("charge"));
        return charge != null ? charge : StripeJson.id(object.path("id"));
    }

    private static Routing checkout(JsonNode session) {
        String subscription = StripeJson.ref(session.path("subscription"));
        if (subscription != null) {
            return Routing.to(subscription);
        }
        String intent = StripeJson.ref(session.path("payment_intent"));
        // A session that was never paid has neither: its own id keeps its events together.
        return Routing.to(intent != null ? intent : StripeJson.id(session.path("id")));
    }
}
