package io.tollgate.core.subscription;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import io.tollgate.contracts.subscription.SubscriptionUpdate;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** One line of the append-only log of what changed a subscription, or was refused, and why. */
@Entity
@Immutable
@Table(name = "subscription_change")
class ChangeRow extends PanacheEntityBase {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Column(name = "change_id")
    private @Nullable Long changeId;

    @Column(name = "subscription_id")
    private String subscriptionId;

    @Column(name = "received_at")
    private Instant receivedAt;

    @Column(name = "outcome")
    private String outcome;

    @Column(name = "reason")
    private String reason;

    @Column(name = "link")
    private @Nullable String link;

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

    @JdbcTypeCode(SqlTypes.JSON)
    @Column(name = "state_before")
    private @Nullable String stateBefore;

    @JdbcTypeCode(SqlTypes.JSON)
    @Column(name = "state_after")
    private @Nullable String stateAfter;

    @SuppressWarnings("NullAway.Init")
    protected ChangeRow() {}

    ChangeRow(SubscriptionUpdate update, Instant now, String outcome, Decision.Reason reason) {
        subscriptionId = update.subscriptionId();
        receivedAt = now;
        this.outcome = outcome;
        this.reason = reason.word();
        sequence = update.sequence();
        occurredAt = update.occurredAt();
        eventId = update.eventId();
        eventType = update.eventType();
        sent = StateJson.write(update);
    }

    ChangeRow link(@Nullable String link) {
        this.link = link;
        return this;
    }

    ChangeRow states(@Nullable SubscriptionState before, @Nullable SubscriptionState after) {
        stateBefore = before == null ? null : StateJson.write(before);
        stateAfter = after == null ? null : StateJson.write(after);
        return this;
    }
}
