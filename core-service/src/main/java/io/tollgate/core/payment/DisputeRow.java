package io.tollgate.core.payment;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import io.tollgate.contracts.payment.PaymentUpdate.Dispute;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A dispute as stored. */
@Entity
@Table(name = "dispute")
class DisputeRow extends PanacheEntityBase {

    @Id
    @Column(name = "dispute_id")
    private String disputeId;

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
    protected DisputeRow() {}

    /** Keeps what is told; a dispute of another payment under this id is left alone. */
    static void keep(String intent, Dispute told) {
        DisputeRow row = findById(told.disputeId());
        boolean isNew = row == null;
        if (row == null) {
            row = new DisputeRow();
            row.disputeId = told.disputeId();
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

    static List<DisputeRow> of(Collection<String> intents) {
        return list("paymentIntentId in ?1 order by created, disputeId", intents);
    }

    /**
     * Whether the money is disputed or was lost: an inquiry moves none, and what was won is back
     * (Stripe: Dispute status).
     */
    boolean counts() {
        return !status.startsWith("warning_")
                && !status.equals("won")
                && !status.equals("prevented");
    }

    String paymentIntentId() {
        return paymentIntentId;
    }

    Dispute view() {
        return new Dispute(disputeId, amount, status, reason, created);
    }
}
