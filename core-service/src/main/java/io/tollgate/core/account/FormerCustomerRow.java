package io.tollgate.core.account;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** A customer that a user had before Stripe deleted it. It is written once and never changed. */
@Entity
@Table(name = "former_customer")
class FormerCustomerRow extends PanacheEntityBase {

    @Id
    @Column(name = "customer_id")
    private String customerId;

    @Column(name = "user_id", updatable = false)
    private String userId;

    @Column(name = "linked_at", updatable = false)
    private Instant linkedAt;

    @Column(name = "replaced_at", updatable = false)
    private Instant replacedAt;

    @SuppressWarnings("NullAway.Init")
    protected FormerCustomerRow() {}

    /** Keeps the link the account has now, which is about to be replaced. */
    static void keepPresent(String userId) {
        getEntityManager()
                .createNativeQuery(
                        """
                        INSERT INTO former_customer (customer_id, user_id, linked_at, replaced_at)
                        SELECT customer_id, user_id, created_at, core_now() FROM account
                        WHERE user_id = :user
                        """)
                .setParameter("user", userId)
                .executeUpdate();
    }

    static List<FormerCustomerRow> ofCustomers(Collection<String> customerIds) {
        return list("customerId in ?1", customerIds);
    }

    static List<FormerCustomerRow> ofUser(String userId) {
        return list("userId", userId);
    }

    String userId() {
        return userId;
    }

    String customerId() {
        return customerId;
    }
}
