package io.tollgate.core.payment;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import io.quarkus.panache.common.Page;
import io.tollgate.contracts.payment.ReviewDecision;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** That a person ended a review: one line of an append-only log, with the facts it was about. */
@Entity(name = "ReviewDecisionRow")
@Immutable
@Table(name = "review_decision")
class DecisionRow extends PanacheEntityBase {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Column(name = "decision_id")
    private @Nullable Long decisionId;

    @Column(name = "payment_intent_id")
    private String paymentIntentId;

    @JdbcTypeCode(SqlTypes.ARRAY)
    @Column(name = "reasons")
    private String[] reasons;

    @Column(name = "note")
    private String note;

    @Column(name = "decided_by")
    private String decidedBy;

    @Column(name = "decided_at")
    private Instant decidedAt;

    @Column(name = "amount_received")
    private long amountReceived;

    @Column(name = "currency")
    private String currency;

    @Column(name = "order_id")
    private @Nullable Long orderId;

    @SuppressWarnings("NullAway.Init")
    protected DecisionRow() {}

    DecisionRow(PaymentRow payment, Dismissal wish, Instant now) {
        paymentIntentId = payment.paymentIntentId();
        reasons = payment.review().toArray(String[]::new);
        note = wish.note();
        decidedBy = wish.by();
        decidedAt = now;
        amountReceived = payment.amountReceived();
        currency = payment.currency();
        orderId = payment.orderId();
    }

    /** The latest of a payment, newest first. */
    static List<DecisionRow> of(String intent, int limit) {
        return find("paymentIntentId = ?1 order by decisionId desc", intent)
                .page(Page.ofSize(limit))
                .list();
    }

    static Optional<DecisionRow> latestOf(String intent) {
        return of(intent, 1).stream().findFirst();
    }

    boolean isFor(Collection<String> seen) {
        return Set.of(reasons).equals(Set.copyOf(seen));
    }

    /** Whether the payment is still what was decided of. */
    boolean isOf(long received, String currencyNow, @Nullable Long orderNow) {
        return received == amountReceived
                && currencyNow.equals(currency)
                && Objects.equals(orderNow, orderId);
    }

    /** As it is read. */
    ReviewDecision view() {
        return new ReviewDecision(List.of(reasons), note, decidedBy, decidedAt.getEpochSecond());
    }
}
