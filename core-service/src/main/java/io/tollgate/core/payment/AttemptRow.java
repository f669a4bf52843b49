package io.tollgate.core.payment;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import io.quarkus.panache.common.Page;
import io.tollgate.contracts.payment.PaymentAttempt;
import io.tollgate.core.order.LockedOrder;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One try to pay an order, as stored. Only who holds the order's lock writes it. */
@Entity
@IdClass(AttemptRow.Key.class)
@Table(name = "payment_attempt")
class AttemptRow extends PanacheEntityBase {

    /** An order and the number of the try. */
    record Key(long orderId, long attempt) implements Serializable {}

    private static final String OPENED = "opened";
    private static final String LINKED = "linked";
    private static final String CLOSED = "closed";

    @Id
    @Column(name = "order_id")
    private long orderId;

    @Id
    @Column(name = "attempt")
    private long attempt;

    @Column(name = "state")
    private String state;

    @Column(name = "amount", updatable = false)
    private long amount;

    @Column(name = "currency", updatable = false)
    private String currency;

    @Column(name = "environment", updatable = false)
    private String environment;

    @Column(name = "payment_intent_id")
    private @Nullable String paymentIntentId;

    @Column(name = "opened_at", updatable = false)
    private Instant openedAt;

    @Column(name = "closed_at")
    private @Nullable Instant closedAt;

    @Column(name = "close_reason")
    private @Nullable String closeReason;

    @Column(name = "resolved_at")
    private @Nullable Instant resolvedAt;

    @SuppressWarnings("NullAway.Init")
    protected AttemptRow() {}

    AttemptRow(LockedOrder order, long attempt, String environment, Instant now) {
        this.orderId = order.id();
        this.attempt = attempt;
        this.state = OPENED;
        this.amount = order.amount();
        this.currency = order.currency();
        this.environment = environment;
        this.openedAt = now;
    }

    static Optional<AttemptRow> of(long orderId, long attempt) {
        return findByIdOptional(new Key(orderId, attempt));
    }

    static Optional<AttemptRow> openOf(long orderId) {
        return find("orderId = ?1 and state <> 'closed'", orderId).firstResultOptional();
    }

    /** The latest of an order, newest first. */
    static List<AttemptRow> latestOf(long orderId, int limit) {
        return first("orderId = ?1 order by attempt desc", limit, orderId);
    }

    static Optional<AttemptRow> ofIntent(String paymentIntentId) {
        return find("paymentIntentId", paymentIntentId).firstResultOptional();
    }

    static long lastOf(long orderId) {
        return AttemptRow.<AttemptRow>find("orderId = ?1 order by attempt desc", orderId)
                .firstResultOptional()
                .map(row -> row.attempt)
                .orElse(0L);
    }

    /**
     * Open ones of orders that are to be cancelled, but for those whose money is on its way: one
     * query, so that what cannot be cancelled yet holds up nothing that can.
     */
    static List<AttemptRow> toCancel(int limit) {
        return getEntityManager()
                .createNativeQuery(
                        """
                        SELECT a.* FROM orders o JOIN payment_attempt a USING (order_id)
                        LEFT JOIN payment p USING (payment_intent_id)
                        WHERE o.cancel_requested_at IS NOT NULL AND o.status = 'awaiting_payment'
                            AND a.state <> 'closed' AND coalesce(p.status, '')
                                NOT IN ('processing', 'requires_capture', 'succeeded')
                        ORDER BY a.opened_at LIMIT :limit
                        """,
                        AttemptRow.class)
                .setParameter("limit", limit)
                .getResultList();
    }

    /** Open ones without an intent that were opened before this. */
    static List<AttemptRow> openedBefore(Instant time, int limit) {
        return first("state = 'opened' and openedAt < ?1 order by openedAt", limit, time);
    }

    /** Closed ones whose intent may exist without our knowing it. */
    static List<AttemptRow> unresolved(int limit) {
        return first(
                "closeReason in ('unresolved', 'expired') and resolvedAt is null order by openedAt",
                limit);
    }

    private static List<AttemptRow> first(String query, int limit, Object... parameters) {
        return AttemptRow.<AttemptRow>find(query, parameters).page(Page.ofSize(limit)).list();
    }

    long orderId() {
        return orderId;
    }

    long attempt() {
        return attempt;
    }

    String environment() {
        return environment;
    }

    @Nullable String paymentIntentId() {
        return paymentIntentId;
    }

    boolean isOpened() {
        return state.equals(OPENED);
    }

    boolean isLinked() {
        return state.equals(LINKED);
    }

    boolean isClosed() {
        return state.equals(CLOSED);
    }

    void link(String intent) {
        state = LINKED;
        paymentIntentId = intent;
    }

    void close(End reason, Instant now) {
        state = CLOSED;
        closeReason = reason.word();
        closedAt = now;
    }

    void resolve(Instant now) {
        resolvedAt = resolvedAt == null ? now : resolvedAt;
    }

    PaymentAttempt view(String orderRef, String userId, Instant now) {
        return new PaymentAttempt(
                orderId,
                orderRef,
                attempt,
                userId,
                amount,
                currency,
                environment,
                paymentIntentId,
                openedAt.getEpochSecond(),
                Math.max(0, Duration.between(openedAt, now).toSeconds()),
                closeReason);
    }
}
