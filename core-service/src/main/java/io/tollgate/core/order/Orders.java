package io.tollgate.core.order;

import io.tollgate.contracts.order.OrderView;
import io.tollgate.contracts.problem.ProblemCode;
import io.tollgate.contracts.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The orders: made once, read by their user, and locked by whoever deals with their payments. */
@ApplicationScoped
public class Orders {

    private static final String NUMBER = "[1-9][0-9]{0,17}";

    private final Clock clock;
    private final Supplier<UUID> ids;

    Orders(Clock clock, Supplier<UUID> ids) {
        this.clock = clock;
        this.ids = ids;
    }

    /**
     * Makes an order, or gives the one that was made under the same key.
     *
     * @param key the caller's idempotency key; null to make one in any case
     */
    @Transactional
    OrderView create(String userId, Priced priced, @Nullable RequestKey key) {
        if (key != null) {
            Optional<OrderRow> earlier = OrderRow.byKey(userId, key.key());
            if (earlier.isPresent()) {
                return sameOrder(earlier.get(), key).view();
            }
        }
        OrderRow row =
                new OrderRow(userId, "or_" + hex(ids.get()), priced, clock.instant()).under(key);
        row.persistAndFlush();
        return row.view();
    }

    /** The order another request made under the same key just now. */
    @Transactional
    OrderView madeMeanwhile(String userId, RequestKey key, PersistenceException collision) {
        return sameOrder(OrderRow.byKey(userId, key.key()).orElseThrow(() -> collision), key)
                .view();
    }

    private static OrderRow sameOrder(OrderRow earlier, RequestKey key) {
        if (!earlier.hasHash(key.hash())) {
            throw new ProblemException(
                    ProblemCode.IDEMPOTENCY_CONFLICT,
                    "This Idempotency-Key was used for another order.");
        }
        return earlier;
    }

    private static String hex(UUID id) {
        return id.toString().replace("-", "");
    }

    /** The number of an order, from the text of a path; order_not_found for what is none. */
    public static long number(String id) {
        if (!id.matches(NUMBER)) {
            throw notFound();
        }
        return Long.parseLong(id);
    }

    /** What is said of an order that is not there. */
    public static ProblemException notFound() {
        return new ProblemException(ProblemCode.ORDER_NOT_FOUND, "There is no such order.");
    }

    /** An order, by the text of a path. */
    @Transactional
    OrderView get(String id) {
        return OrderRow.<OrderRow>findByIdOptional(number(id))
                .map(OrderRow::view)
                .orElseThrow(Orders::notFound);
    }

    /** A user's newest orders with numbers below this. */
    @Transactional
    List<OrderView> page(String userId, long below, int limit) {
        return OrderRow.page(userId, below, limit).stream().map(OrderRow::view).toList();
    }

    /** The order, locked until the transaction of the caller ends. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Optional<LockedOrder> lock(long orderId) {
        return OrderRow.locked(orderId).map(LockedOrder::new);
    }

    /** Where these orders stand, by number. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Map<Long, OrderView> of(Collection<Long> orderIds) {
        return OrderRow.of(orderIds).stream()
                .map(OrderRow::view)
                .collect(Collectors.toMap(OrderView::orderId, view -> view));
    }

    /** The number of the order that a person means by its number or its reference. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Optional<Long> idOfNumberOrRef(String text) {
        return text.matches(NUMBER) ? Optional.of(Long.valueOf(text)) : idOf(text);
    }

    /** The number of the order with this reference. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Optional<Long> idOf(String orderRef) {
        return OrderRow.idOfRef(orderRef);
    }
}
