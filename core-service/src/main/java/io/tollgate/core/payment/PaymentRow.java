package io.tollgate.core.payment;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import io.quarkus.panache.common.Page;
import io.tollgate.contracts.payment.PaymentUpdate;
import io.tollgate.contracts.payment.PaymentView;
import io.tollgate.core.order.LockedOrder;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Query;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hibernate.annotations.Generated;
import org.hibernate.generator.EventType;
import org.jspecify.annotations.Nullable;

/** A payment intent as stored: what Stripe said of it, and whether it counts for its order. */
@Entity
@Table(name = "payment")
class PaymentRow extends PanacheEntityBase {

    @Id
    @Column(name = "payment_intent_id")
    private String paymentIntentId;

    @Generated
    @Column(name = "payment_no", insertable = false, updatable = false)
    private long paymentNo;

    @Column(name = "order_id")
    private @Nullable Long orderId;

    @Column(name = "attempt")
    private @Nullable Long attempt;

    @Column(name = "user_id")
    private @Nullable String userId;

    @Column(name = "status")
    private String status;

    @Column(name = "currency")
    private String currency;

    @Column(name = "amount")
    private long amount;

    @Column(name = "amount_received")
    private long amountReceived;

    @Column(name = "amount_refunded")
    private long amountRefunded;

    @Column(name = "failure_code")
    private @Nullable String failureCode;

    @Column(name = "counted")
    private boolean counted;

    @Embedded private Reasons reasons;

    @Generated(event = {EventType.INSERT, EventType.UPDATE})
    @Column(name = "under_review", insertable = false, updatable = false)
    private boolean underReview;

    @Column(name = "livemode")
    private @Nullable Boolean livemode;

    @Column(name = "sequence")
    private @Nullable Long sequence;

    @Column(name = "occurred_at")
    private @Nullable Long occurredAt;

    @Column(name = "event_id")
    private @Nullable String eventId;

    @Column(name = "event_type")
    private @Nullable String eventType;

    @Column(name = "content_hash")
    private @Nullable String contentHash;

    @Column(name = "created_at", updatable = false)
    private Instant createdAt;

    @Column(name = "updated_at")
    private Instant updatedAt;

    @SuppressWarnings("NullAway.Init")
    protected PaymentRow() {}

    /**
     * The row of an intent, locked until the transaction ends; a bare one is made if there is none.
     */
    static PaymentRow lock(
            String intent, @Nullable LockedOrder order, String currency, Instant now) {
        getEntityManager()
                .createNativeQuery(
                        """
                        INSERT INTO payment (payment_intent_id, order_id, user_id, status, currency,
                                amount, amount_received, amount_refunded, counted, review,
                                created_at, updated_at)
                        VALUES (:intent, cast(:order AS bigint), cast(:user AS text), 'opened',
                                :currency, :amount, 0, 0, false, '{}', :now, :now)
                        ON CONFLICT DO NOTHING
                        """)
                .setParameter("intent", intent)
                .setParameter("order", order == null ? null : Long.toString(order.id()))
                .setParameter("user", order == null ? null : order.userId())
                .setParameter("currency", currency)
                .setParameter("amount", order == null ? 0L : order.amount())
                .setParameter("now", now)
                .executeUpdate();
        return PaymentRow.findById(intent, LockModeType.PESSIMISTIC_WRITE);
    }

    /** The row of an intent, if there is one, locked until the transaction ends. */
    static Optional<PaymentRow> locked(String intent) {
        return Optional.ofNullable(findById(intent, LockModeType.PESSIMISTIC_WRITE));
    }

    static Optional<PaymentRow> of(String intent) {
        return findByIdOptional(intent);
    }

    /**
     * The order of a payment, or of the attempt an intent is tied to. Only the number: a row that
     * was read before it is locked would be an old one.
     */
    static Optional<Long> orderOf(String intent) {
        return getEntityManager()
                .createQuery(
                        """
                        select p.orderId from PaymentRow p
                        where p.paymentIntentId = :intent and p.orderId is not null
                        union all
                        select a.orderId from AttemptRow a where a.paymentIntentId = :intent
                        """,
                        Long.class)
                .setParameter("intent", intent)
                .getResultStream()
                .findFirst();
    }

    static boolean isKnown(String intent) {
        return count("paymentIntentId", intent) > 0;
    }

    static List<PaymentRow> ofOrder(long orderId) {
        return list("orderId", orderId);
    }

    /** The newest of a user with numbers below this. */
    static List<PaymentRow> ofUser(String userId, long below, int limit) {
        return find("userId = ?1 and paymentNo < ?2 order by paymentNo desc", userId, below)
                .page(Page.ofSize(limit))
                .list();
    }

    /** The newest that pass the filter. */
    @SuppressWarnings("unchecked")
    static List<PaymentRow> history(HistoryFilter filter, int limit) {
        Query query = getEntityManager().createNativeQuery(filter.query(limit), PaymentRow.class);
        filter.parameters().forEach(query::setParameter);
        return query.getResultList();
    }

    /** Where a page of the history ends that ends with this one. */
    HistoryCursor cursor() {
        return new HistoryCursor(createdAt, paymentNo);
    }

    /** The first that pass the filter, by intent. */
    static List<PaymentRow> page(PaymentFilter filter, int limit) {
        return find(filter.query(), filter.parameters()).page(Page.ofSize(limit)).list();
    }

    void write(
            PaymentUpdate update,
            @Nullable AttemptRow link,
            Judgement judgement,
            String hash,
            Instant now) {
        attempt = link == null ? update.attempt() : (Long) link.attempt();
        status = update.status();
        currency = update.currency();
        amount = update.amount() == null ? amount : update.amount();
        amountReceived = update.amountReceived();
        amountRefunded = update.amountRefunded();
        failureCode = update.failureCode();
        counted = judgement.counts();
        reasons.hold(judgement.review());
        livemode = update.livemode();
        contentHash = hash;
        eventId = update.eventId();
        eventType = update.eventType();
        updatedAt = now;
        seen(update);
    }

    /** Takes note of how new what is held is; it never goes back. */
    void seen(PaymentUpdate update) {
        sequence = later(sequence, update.sequence());
        occurredAt = later(occurredAt, update.occurredAt());
    }

    private static @Nullable Long later(@Nullable Long held, @Nullable Long told) {
        return held == null || (told != null && told > held) ? told : held;
    }

    /** Whose order it is, once that is known; it is never another's. */
    void belongsTo(LockedOrder order) {
        if (orderId == null) {
            orderId = order.id();
            userId = order.userId();
        }
    }

    void linkedTo(AttemptRow link) {
        attempt = link.attempt();
    }

    /** A person has looked at it. */
    void dismiss(Instant now) {
        reasons.dismiss();
        updatedAt = now;
    }

    String paymentIntentId() {
        return paymentIntentId;
    }

    long paymentNo() {
        return paymentNo;
    }

    @Nullable Long orderId() {
        return orderId;
    }

    /** As its link says; without one, as its metadata do. */
    @Nullable Long attempt() {
        return attempt;
    }

    @Nullable Long sequence() {
        return sequence;
    }

    @Nullable Long occurredAt() {
        return occurredAt;
    }

    @Nullable String contentHash() {
        return contentHash;
    }

    boolean counted() {
        return counted;
    }

    long amountReceived() {
        return amountReceived;
    }

    long amountRefunded() {
        return amountRefunded;
    }

    boolean hasSucceeded() {
        return status.equals("succeeded");
    }

    String currency() {
        return currency;
    }

    Reasons reasons() {
        return reasons;
    }

    /** Why a person has to look at it; empty if nobody has to. */
    List<String> review() {
        return reasons.review();
    }

    PaymentView view(@Nullable String orderStatus, Extras extras) {
        return new PaymentView(
                paymentIntentId,
                orderId,
                orderStatus,
                attempt,
                userId,
                status,
                currency,
                amount,
                amountReceived,
                amountRefunded,
                failureCode,
                extras.refundsOf(paymentIntentId),
                extras.disputesOf(paymentIntentId),
                review(),
                sequence,
                createdAt.getEpochSecond(),
                updatedAt.getEpochSecond());
    }
}
