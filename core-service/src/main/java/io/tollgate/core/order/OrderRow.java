package io.tollgate.core.order;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import io.quarkus.panache.common.Page;
import io.tollgate.contracts.Json;
import io.tollgate.contracts.order.OrderLine;
import io.tollgate.contracts.order.OrderView;
import io.tollgate.core.plan.MinorUnits;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** An order as stored. Its row lock is what everything about its payments queues for. */
@Entity
@Table(name = "orders")
class OrderRow extends PanacheEntityBase {

    private static final ObjectMapper JSON = Json.newMapper();

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Column(name = "order_id")
    private @Nullable Long orderId;

    @Column(name = "order_ref", updatable = false)
    private String orderRef;

    @Column(name = "user_id", updatable = false)
    private String userId;

    @Column(name = "status")
    private String status;

    @Column(name = "currency", updatable = false)
    private String currency;

    @Column(name = "amount", updatable = false)
    private long amount;

    @JdbcTypeCode(SqlTypes.JSON)
    @Column(name = "lines", updatable = false)
    private String lines;

    @Column(name = "amount_received")
    private long amountReceived;

    @Column(name = "amount_refunded")
    private long amountRefunded;

    @Column(name = "disputed")
    private boolean disputed;

    @JdbcTypeCode(SqlTypes.ARRAY)
    @Column(name = "review")
    private String[] review;

    @Column(name = "cancel_requested_at")
    private @Nullable Instant cancelRequestedAt;

    @Column(name = "idempotency_key", updatable = false)
    private @Nullable String idempotencyKey;

    @Column(name = "request_hash", updatable = false)
    private @Nullable String requestHash;

    @Column(name = "created_at", updatable = false)
    private Instant createdAt;

    @Column(name = "updated_at")
    private Instant updatedAt;

    @Column(name = "paid_at")
    private @Nullable Instant paidAt;

    @SuppressWarnings("NullAway.Init")
    protected OrderRow() {}

    OrderRow(String userId, String orderRef, Priced priced, Instant now) {
        this.userId = userId;
        this.orderRef = orderRef;
        this.status = new OrderState.Pending().word();
        this.currency = priced.currency();
        this.amount = priced.amount();
        this.lines = write(priced.lines());
        this.review = new String[0];
        this.createdAt = now;
        this.updatedAt = now;
    }

    OrderRow under(@Nullable RequestKey key) {
        if (key != null) {
            idempotencyKey = key.key();
            requestHash = key.hash();
        }
        return this;
    }

    static Optional<OrderRow> byKey(String userId, String key) {
        return find("userId = ?1 and idempotencyKey = ?2", userId, key).firstResultOptional();
    }

    /** Only the number: a row that was read before it is locked would be an old one. */
    static Optional<Long> idOfRef(String orderRef) {
        return getEntityManager()
                .createQuery("select o.orderId from OrderRow o where o.orderRef = :ref", Long.class)
                .setParameter("ref", orderRef)
                .getResultStream()
                .findFirst();
    }

    static Optional<OrderRow> locked(long orderId) {
        return Optional.ofNullable(findById(orderId, LockModeType.PESSIMISTIC_WRITE));
    }

    static List<OrderRow> of(Collection<Long> orderIds) {
        return list("orderId in ?1", orderIds);
    }

    /** The newest orders of a user with numbers below this. */
    static List<OrderRow> page(String userId, long below, int limit) {
        return find("userId = ?1 and orderId < ?2 order by orderId desc", userId, below)
                .page(Page.ofSize(limit))
                .list();
    }

    /** The number, which it has once it is stored. */
    long id() {
        return Objects.requireNonNull(orderId);
    }

    String orderRef() {
        return orderRef;
    }

    String userId() {
        return userId;
    }

    long amount() {
        return amount;
    }

    String currency() {
        return currency;
    }

    boolean cancelRequested() {
        return cancelRequestedAt != null;
    }

    List<String> review() {
        return List.of(review);
    }

    boolean hasHash(String hash) {
        return hash.equals(requestHash);
    }

    OrderState state() {
        return OrderState.of(status, amountReceived, amountRefunded);
    }

    void requestCancel(Instant now) {
        cancelRequestedAt = cancelRequestedAt == null ? now : cancelRequestedAt;
        updatedAt = now;
    }

    void write(OrderState state, OrderFacts facts, Instant now) {
        status = state.word();
        amountReceived = facts.received();
        amountRefunded = facts.refunded();
        disputed = facts.disputed();
        review = facts.review().toArray(String[]::new);
        paidAt = paidAt == null && facts.received() > 0 ? now : paidAt;
        updatedAt = now;
    }

    void write(OrderState state, Instant now) {
        status = state.word();
        updatedAt = now;
    }

    OrderView view() {
        return new OrderView(
                id(),
                orderRef,
                userId,
                status,
                currency,
                amount,
                MinorUnits.text(amount, currency),
                amountReceived,
                amountRefunded,
                disputed,
                review(),
                cancelRequested(),
                read(lines),
                createdAt.getEpochSecond(),
                paidAt == null ? null : (Long) paidAt.getEpochSecond());
    }

    private static String write(List<OrderLine> lines) {
        try {
            return JSON.writeValueAsString(lines);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<OrderLine> read(String lines) {
        try {
            return JSON.readValue(lines, new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
