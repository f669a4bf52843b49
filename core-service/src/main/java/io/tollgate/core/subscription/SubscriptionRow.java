package io.tollgate.core.subscription;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import io.quarkus.panache.common.Page;
import io.quarkus.panache.common.Parameters;
import io.tollgate.contracts.subscription.SubscriptionStatus;
import io.tollgate.contracts.subscription.SubscriptionUpdate;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A subscription as stored. Its row lock is what updates of it queue for. */
@Entity
@Table(name = "subscription")
class SubscriptionRow extends PanacheEntityBase {

    private static final List<String> ENDED =
            Arrays.stream(SubscriptionStatus.values())
                    .filter(SubscriptionStatus::isTerminal)
                    .map(SubscriptionStatus::wire)
                    .toList();

    private static final String OTHER =
            """
            SELECT s.subscription_id
            FROM (SELECT CAST(:customer AS text) COLLATE "C" AS customer_id
                  UNION
                  SELECT other.customer_id
                  FROM (SELECT user_id FROM customer_of_user
                        WHERE customer_id = :customer OFFSET 0) mine
                      CROSS JOIN LATERAL (
                          SELECT customer_id FROM customer_of_user other
                          WHERE other.user_id = mine.user_id OFFSET 0) other) c
                CROSS JOIN LATERAL (
                    SELECT * FROM subscription s WHERE s.customer_id = c.customer_id OFFSET 0) s
            WHERE s.subscription_id <> :subscription AND s.known_status IN (:statuses)
            LIMIT 1
            """;

    @Id
    @Column(name = "subscription_id")
    private String subscriptionId;

    @Column(name = "customer_id")
    private String customerId;

    @Column(name = "plan_id")
    private String planId;

    @Column(name = "start_date")
    private long startDate;

    @Column(name = "expiry_date")
    private long expiryDate;

    @JdbcTypeCode(SqlTypes.JSON)
    @Column(name = "items")
    private @Nullable String items;

    @Column(name = "paid_through")
    private @Nullable Long paidThrough;

    @Column(name = "cancel_at")
    private @Nullable Long cancelAt;

    @Column(name = "trial_end")
    private @Nullable Long trialEnd;

    @Column(name = "mapped_plan")
    private @Nullable String mappedPlan;

    @Column(name = "status")
    private String status;

    @Column(name = "known_status")
    private @Nullable String knownStatus;

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
    protected SubscriptionRow() {}

    /**
     * The row of the update's subscription, locked until the transaction ends. If there was none, a
     * bare one is made first, so that two first updates queue like any others.
     */
    static SubscriptionRow lock(SubscriptionUpdate update, Instant now) {
        getEntityManager()
                .createNativeQuery(
                        """
                        INSERT INTO subscription (subscription_id, customer_id, plan_id, start_date,
                                expiry_date, status, created_at, updated_at)
                        VALUES (:id, :customer, :plan, :start, :expiry, :status, :now, :now)
                        ON CONFLICT DO NOTHING
                        """)
                .setParameter("id", update.subscriptionId())
                .setParameter("customer", update.customerId())
                .setParameter("plan", update.planId())
                .setParameter("start", update.startDate())
                .setParameter("expiry", update.expiryDate())
                .setParameter("status", update.status())
                .setParameter("now", now)
                .executeUpdate();
        return SubscriptionRow.findById(update.subscriptionId(), LockModeType.PESSIMISTIC_WRITE);
    }

    /**
     * Whether the customer, or another one that its user has or had, has another subscription in
     * one of these statuses.
     */
    static boolean hasOther(String customerId, String subscriptionId, Collection<String> statuses) {
        return !getEntityManager()
                .createNativeQuery(OTHER)
                .setParameter("customer", customerId)
                .setParameter("subscription", subscriptionId)
                .setParameter("statuses", statuses)
                .getResultList()
                .isEmpty();
    }

    /** The first rows that pass the filter, by id. */
    static List<SubscriptionRow> page(Filter filter, int limit) {
        StringBuilder query = new StringBuilder("subscriptionId > :after");
        Parameters parameters = Parameters.with("after", filter.after());
        if (!filter.ids().isEmpty()) {
            query.append(" and subscriptionId in :ids");
            parameters.and("ids", filter.ids());
        }
        if (!filter.customerIds().isEmpty()) {
            query.append(" and customerId in :customers");
            parameters.and("customers", filter.customerIds());
        }
        if (filter.overdueBefore() != null) {
            query.append(" and expiryDate < :overdueBefore");
            query.append(" and (knownStatus is null or knownStatus not in :ended)");
            parameters.and("overdueBefore", filter.overdueBefore()).and("ended", ENDED);
        }
        return find(query.append(" order by subscriptionId").toString(), parameters)
                .page(Page.ofSize(limit))
                .list();
    }

    /** What is held; null in a row that was only just made to be locked. */
    @Nullable SubscriptionState state() {
        if (contentHash == null) {
            return null;
        }
        return new SubscriptionState(
                subscriptionId,
                customerId,
                new Terms(
                        planId,
                        startDate,
                        expiryDate,
                        StateJson.readItems(items),
                        paidThrough,
                        cancelAt,
                        trialEnd),
                status,
                knownStatus == null ? null : SubscriptionStatus.find(knownStatus).orElseThrow(),
                mappedPlan,
                livemode,
                new Version(sequence, occurredAt),
                eventId,
                eventType,
                contentHash);
    }

    Instant updatedAt() {
        return updatedAt;
    }

    void write(SubscriptionState state, Instant now) {
        customerId = state.customerId();
        write(state.terms());
        mappedPlan = state.mappedPlan();
        status = state.status();
        knownStatus = state.knownStatus() == null ? null : state.knownStatus().wire();
        livemode = state.livemode();
        sequence = state.version().sequence();
        occurredAt = state.version().occurredAt();
        eventId = state.eventId();
        eventType = state.eventType();
        contentHash = state.contentHash();
        updatedAt = now;
    }

    private void write(Terms terms) {
        planId = terms.planId();
        startDate = terms.startDate();
        expiryDate = terms.expiryDate();
        items = terms.items().isEmpty() ? null : StateJson.write(terms.items());
        paidThrough = terms.paidThrough();
        cancelAt = terms.cancelAt();
        trialEnd = terms.trialEnd();
    }
}
