package io.tollgate.billing.normalise;

import io.tollgate.billing.inbox.Reason;
import org.jspecify.annotations.Nullable;

/** What one event says, whatever its API version. */
public sealed interface Reading {

    /** A whole subscription as it was when the event was made. */
    record Subscription(Snapshot snapshot) implements Reading {}

    /**
     * An invoice of the subscription was paid. It never decides the status: Stripe changes that by
     * an event of its own.
     *
     * @param paidThrough end of the latest period it paid for, Unix seconds; null if it paid for
     *     none, such as a one-off charge or a proration
     */
    record InvoicePaid(@Nullable Long paidThrough) implements Reading {}

    /** A payment of an invoice failed. The subscription's own event carries what follows. */
    record InvoiceFailed() implements Reading {}

    /**
     * A checkout led to it. What it is now its own events tell.
     *
     * @param userId {@code client_reference_id}, where whoever made the session has set it
     */
    record CheckedOut(@Nullable String userId) implements Reading {}

    /** It ends without effect, for this reason. */
    record Unusable(Reason reason) implements Reading {}
}
