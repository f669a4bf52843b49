package io.tollgate.core.order;

import io.micrometer.core.instrument.MeterRegistry;
import io.tollgate.contracts.order.OrderView;
import io.tollgate.contracts.problem.FieldChecks;
import io.tollgate.core.plan.Catalogues;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.PersistenceException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Takes new orders, from users and from the product's backend alike. */
@ApplicationScoped
class OrderDesk {

    private static final Logger LOG = Logger.getLogger(OrderDesk.class);

    private final Orders orders;
    private final Catalogues catalogues;
    private final MeterRegistry metrics;

    OrderDesk(Orders orders, Catalogues catalogues, MeterRegistry metrics) {
        this.orders = orders;
        this.catalogues = catalogues;
        this.metrics = metrics;
    }

    /** A user's own order: the catalogue says what it costs. */
    OrderView ofUser(String userId, @Nullable NewOrder body, @Nullable String key) {
        NewOrder order = FieldChecks.body(body);
        Pricing pricing = new Pricing(catalogues.current());
        pricing.checks().text("sub", userId);
        pricing.checks().optionalText("Idempotency-Key", key);
        Priced priced = pricing.cart(order);
        pricing.checks().throwIfAny();
        return create(userId, priced, key);
    }

    /** An order for a user by the product's backend, which may name a total. */
    OrderView ofProduct(@Nullable NewOrder body, @Nullable String key) {
        NewOrder order = FieldChecks.body(body);
        Pricing pricing = new Pricing(catalogues.current());
        pricing.checks().text("user_id", order.userId());
        pricing.checks().optionalText("Idempotency-Key", key);
        Priced priced = pricing.ofProduct(order);
        pricing.checks().throwIfAny();
        return create(String.valueOf(order.userId()), priced, key);
    }

    private OrderView create(String userId, Priced priced, @Nullable String key) {
        RequestKey request = key == null ? null : RequestKey.of(key, priced);
        OrderView order = stored(userId, priced, request);
        metrics.counter("tollgate.orders.taken").increment();
        LOG.infof(
                "order order=%d user=%s amount=%d currency=%s",
                order.orderId(), userId, order.amount(), order.currency());
        return order;
    }

    private OrderView stored(String userId, Priced priced, @Nullable RequestKey key) {
        try {
            return orders.create(userId, priced, key);
        } catch (PersistenceException e) {
            if (key == null) {
                throw e;
            }
            return orders.madeMeanwhile(userId, key, e);
        }
    }
}
