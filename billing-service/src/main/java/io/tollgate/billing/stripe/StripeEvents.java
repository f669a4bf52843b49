package io.tollgate.billing.stripe;

import io.tollgate.billing.stripe.StripeApi.Param;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads Stripe's list of events, which goes back 30 days (Stripe: List all events). */
public final class StripeEvents {

    /**
     * The types an endpoint is made for, and the only ones looked for here. {@code invoice.created}
     * must never be among them: an endpoint that takes it and fails delays the finalisation of
     * every invoice by up to 72 hours (Stripe: subscription webhooks).
     */
    public static final List<String> TYPES =
            List.of(
                    "customer.created",
                    "customer.updated",
                    "customer.deleted",
                    "customer.subscription.created",
                    "customer.subscription.updated",
                    "customer.subscription.deleted",
                    "customer.subscription.paused",
                    "customer.subscription.resumed",
                    "customer.subscription.pending_update_applied",
                    "customer.subscription.pending_update_expired",
                    "customer.subscription.trial_will_end",
                    "invoice.paid",
                    "invoice.payment_succeeded",
                    "invoice.payment_failed",
                    "payment_intent.succeeded",
                    "payment_intent.payment_failed",
                    "payment_intent.processing",
                    "payment_intent.requires_action",
                    "payment_intent.canceled",
                    "charge.succeeded",
                    "charge.refunded",
                    "charge.dispute.created",
                    "charge.dispute.updated",
                    "charge.dispute.closed",
                    "charge.dispute.funds_withdrawn",
                    "charge.dispute.funds_reinstated",
                    "refund.created",
                    "refund.updated",
                    "refund.failed",
                    "checkout.session.completed",
                    "checkout.session.async_payment_succeeded",
                    "checkout.session.async_payment_failed",
                    "checkout.session.expired");

    /** Stripe takes 20 types in one query (Stripe: List all events). */
    private static final int TYPES_IN_A_QUERY = 20;

    /** How many queries it takes to look for all types. */
    public static final int GROUPS = Math.ceilDiv(TYPES.size(), TYPES_IN_A_QUERY);

    private final StripeApi api;

    StripeEvents(StripeApi api) {
        this.api = api;
    }

    /**
     * A page of events of one group of these types, newest first.
     *
     * @param group from 0, below {@link #GROUPS}
     * @param after the last id of the page before; empty for the first
     * @param from made at or after this, Unix seconds; null for as far back as Stripe goes
     * @param until made at or before this, Unix seconds; null for up to now
     */
    public StripeAnswer page(
            int group, String after, @Nullable Long from, @Nullable Long until, Deadline deadline) {
        List<Param> params = new ArrayList<>();
        params.add(new Param("limit", Integer.toString(StripeSubscriptions.PAGE)));
        int first = group * TYPES_IN_A_QUERY;
        TYPES.subList(first, Math.min(TYPES.size(), first + TYPES_IN_A_QUERY))
                .forEach(type -> params.add(new Param("types[]", type)));
        if (from != null) {
            params.add(new Param("created[gte]", from.toString()));
        }
        if (until != null) {
            params.add(new Param("created[lte]", until.toString()));
        }
        if (!after.isEmpty()) {
            params.add(new Param("starting_after", after));
        }
        return api.get("events", "/v1/events", params, deadline);
    }
}
