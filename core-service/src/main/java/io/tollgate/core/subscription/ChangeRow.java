package io.tollgate.core.subscription;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import io.quarkus.panache.common.Page;
import io.tollgate.contracts.subscription.SubscriptionChangePage.State;
import io.tollgate.contracts.subscription.SubscriptionChangePage.SubscriptionChange;
import io.tollgate.contracts.subscription.SubscriptionUpdate;
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

    /** The latest of a subscription, newest first, before a change. */
    static List<ChangeRow> of(String subscriptionId, long before, int limit) {
        return find(
                        "subscriptionId = ?1 and changeId < ?2 order by changeId desc",
                        subscriptionId,
                        before)
                .page(Page.ofSize(limit))
                .list();
    }

    /** The number, which it has once it is stored. */
    long id() {
        return Objects.requireNonNull(changeId);
    }

    /** As it is read. */
    SubscriptionChange view() {
        return new SubscriptionChange(
                id(),
                receivedAt.getEpochSecond(),
                outcome,
                reason,
                link,
                sequence,
                occurredAt,
                eventId,
                eventType,
                said(StateJson.readUpdate(sent)),
                stateBefore == null ? null : held(StateJson.readState(stateBefore)),
                stateAfter == null ? null : held(StateJson.readState(stateAfter)));
    }

    private static State said(SubscriptionUpdate update) {
        return new State(
                update.status(),
                update.planId(),
                null,
                update.startDate(),
                update.expiryDate(),
                update.paidThrough(),
                update.cancelAt());
    }

    private static State held(SubscriptionState state) {
        Terms terms = state.terms();
        return new State(
                state.status(),
                terms.planId(),
                state.mappedPlan(),
                terms.startDate(),
                terms.expiryDate(),
                terms.paidThrough(),
                terms.cancelAt());
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
