package io.tollgate.core.payment;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import io.tollgate.contracts.payment.PaymentUpdate.Refund;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A refund as stored. */
@Entity
@Table(name = "refund")
class RefundRow extends PanacheEntityBase {

    @Id
    @Column(name = "refund_id")
    private String refundId;

    @Column(name = "payment_intent_id", updatable = false)
    private String paymentIntentId;

    @Column(name = "amount")
    private long amount;

    @Column(name = "status")
    private String status;

    @Column(name = "reason")
    private @Nullable String reason;

    @Column(name = "created")
    private @Nullable Long created;

    @SuppressWarnings("NullAway.Init")
    protected RefundRow() {}

    /** Keeps what is told; a refund of another payment under this id is left alone. */
    static void keep(String intent, Refund told) {
        RefundRow row = findById(told.refundId());
        boolean isNew = row == null;
        if (row == null) {
            row = new RefundRow();
            row.refundId = told.refundId();
            row.paymentIntentId = intent;
        }
        if (row.paymentIntentId.equals(intent)) {
            row.amount = told.amount();
            row.status = told.status();
            row.reason = told.reason();
            row.created = told.created() == null ? row.created : told.created();
        }
        if (isNew) {
            row.persist();
        }
    }

    static List<RefundRow> of(Collection<String> intents) {
        return list("paymentIntentId in ?1 order by created, refundId", intents);
    }

    String paymentIntentId() {
        return paymentIntentId;
    }

    Refund view() {
        return new Refund(refundId, amount, status, reason, created);
    }
}
