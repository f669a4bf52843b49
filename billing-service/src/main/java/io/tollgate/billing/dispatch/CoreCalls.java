package io.tollgate.billing.dispatch;

import io.tollgate.billing.core.Delivery;
import io.tollgate.contracts.payment.PaymentUpdate;
import io.tollgate.contracts.subscription.SubscriptionUpdate;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What a worker asks of core.
 *
 * @param tell forwards an update of a subscription
 * @param tellPayment forwards an update of a payment
 * @param subscriptionsOf the ids of a customer's subscriptions; empty if core cannot be reached
 * @param customerGone tells that Stripe has deleted a customer; false if core cannot be reached
 * @param reachable whether core answers at all; asked before Stripe is, while core's breaker is
 *     open, so that an outage of core costs Stripe no calls
 */
record CoreCalls(
        Function<SubscriptionUpdate, Delivery> tell,
        Function<PaymentUpdate, Delivery> tellPayment,
        Function<String, Optional<List<String>>> subscriptionsOf,
        Predicate<String> customerGone,
        BooleanSupplier reachable) {}
