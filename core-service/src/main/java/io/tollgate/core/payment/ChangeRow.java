package io.tollgate.core.payment;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import io.quarkus.panache.common.Page;
import io.tollgate.contracts.payment.PaymentChangePage.PaymentChange;
import io.tollgate.contracts.payment.PaymentUpdate;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** One line of the append-only log of what changed a payment or was refused, and its order. */
@Entity(name = "PaymentChangeRow")
@Immutable
@Table(name = "payment_change")
class ChangeRow extends PanacheEntityBase {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Column(name = "change_id")
    private @Nullable Long changeId;

    @Column(name = "payment_intent_id")
    private String paymentIntentId;

    @Column(name = "received_at")
    private Instant receivedAt;

    @Column(name = "outcome")
    private String outcome;

    @Column(name = "sequence")
    private @Nullable Long sequence;

    @Column(name = "occurred_at")
    private @Nullable Long occurredAt;

    @Column(name = "event_id")
    private @Nullable String eventId;

    @Column(name = "event_type")
    private @Nullable String eventType;

    @JdbcTypeCode(SqlTypes.JSON)
    @Column(name = "sent")
    private String sent;

    @Column(name = "order_before")
    private @Nullable String orderBefore;

    @Column(name = "order_after")
    private @Nullable String orderAfter;

    @JdbcTypeCode(SqlTypes.ARRAY)
    @Column(name = "review")
    private String[] review = {};

    @SuppressWarnings("NullAway.Init")
    protected ChangeRow() {}

    ChangeRow(PaymentUpdate update, String outcome, Instant now) {
        paymentIntentId = update.paymentIntentId();
        receivedAt = now;
        this.outcome = outcome;
        sequence = update.sequence();
        occurredAt = update.occurredAt();
        eventId = update.eventId();
        eventType = update.eventType();
        sent = Content.json(update);
    }

    /** The latest of a payment, newest first, before a change. */
    static List<ChangeRow> of(String intent, long before, int limit) {
        return find("paymentIntentId = ?1 and changeId < ?2 order by changeId desc", intent, before)
                .page(Page.ofSize(limit))
                .list();
    }

    /** The number, which it has once it is stored. */
    long id() {
        return Objects.requireNonNull(changeId);
    }

    /** As it is read. */
    PaymentChange view() {
        PaymentUpdate told = Content.read(sent);
        return new PaymentChange(
                id(),
                receivedAt.getEpochSecond(),
                outcome,
                sequence,
                occurredAt,
                eventId,
                eventType,
                told.status(),
                told.amountReceived(),
                told.amountRefunded(),
                orderBefore,
                orderAfter,
                List.of(review));
    }

    ChangeRow order(@Nullable String before, @Nullable String after, List<String> review) {
        orderBefore = before;
        orderAfter = after;
        this.review = review.toArray(String[]::new);
        return this;
    }
}
