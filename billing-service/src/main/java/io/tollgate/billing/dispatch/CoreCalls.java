package io.tollgate.billing.dispatch;

import io.tollgate.billing.core.Delivery;
import io.tollgate.contracts.subscription.SubscriptionUpdate;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * What a worker asks of core.
 *
 * @param tell forwards an update
 * @param reachable whether core answers at all; asked before Stripe is, while core's breaker is
 *     open, so that an outage of core costs Stripe no calls
 */
record CoreCalls(Function<SubscriptionUpdate, Delivery> tell, BooleanSupplier reachable) {}
