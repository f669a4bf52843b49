package io.tollgate.core.account;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import io.quarkus.panache.common.Parameters;
import io.tollgate.contracts.account.Account;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** The stored link. It is written once and never changed. */
@Entity
@Table(name = "account")
class AccountRow extends PanacheEntityBase {

    @Id
    @Column(name = "user_id")
    private String userId;

    @Column(name = "customer_id")
    private String customerId;

    @Column(name = "created_at")
    private Instant createdAt;

    @SuppressWarnings("NullAway.Init")
    protected AccountRow() {}

    /**
     * Keeps the link unless its user or its customer has one; waits for a rival to commit. By the
     * database's clock, which decisions go by.
     */
    static boolean insertIfFree(String userId, String customerId) {
        return getEntityManager()
                        .createNativeQuery(
                                """
                                INSERT INTO account (user_id, customer_id, created_at)
                                VALUES (:user, :customer, core_now()) ON CONFLICT DO NOTHING
                                """)
                        .setParameter("user", userId)
                        .setParameter("customer", customerId)
                        .executeUpdate()
                == 1;
    }

    static List<AccountRow> ofUserOrCustomer(String userId, String customerId) {
        return list(
                "userId = :user or customerId = :customer",
                Parameters.with("user", userId).and("customer", customerId));
    }

    static List<AccountRow> ofCustomers(Collection<String> customerIds) {
        return list("customerId in ?1", customerIds);
    }

    Account toAccount() {
        return new Account(userId, customerId, createdAt.getEpochSecond());
    }
}
