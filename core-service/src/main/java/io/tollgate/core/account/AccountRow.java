package io.tollgate.core.account;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import io.tollgate.contracts.account.Account;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The stored link. It is changed only once Stripe has deleted its customer. */
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

    @Column(name = "gone_at")
    private @Nullable Instant goneAt;

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

    /**
     * Notes that Stripe has deleted a customer.
     *
     * @return its user; empty if nobody has it now, or this was noted before
     */
    static Optional<String> markGone(String customerId) {
        return getEntityManager()
                .createNativeQuery(
                        """
                        UPDATE account SET gone_at = core_now()
                        WHERE customer_id = :customer AND gone_at IS NULL RETURNING user_id
                        """,
                        String.class)
                .setParameter("customer", customerId)
                .getResultStream()
                .map(String.class::cast)
                .findFirst();
    }

    static List<AccountRow> ofCustomers(Collection<String> customerIds) {
        return list("customerId in ?1", customerIds);
    }

    /** The user's row; one whose customer is gone is read anew under its lock. */
    static @Nullable AccountRow ofUserToLink(String userId) {
        AccountRow row = AccountRow.findById(userId);
        if (row != null && row.isGone()) {
            getEntityManager().refresh(row, LockModeType.PESSIMISTIC_WRITE);
        }
        return row;
    }

    /**
     * Links the user to another customer. Should somebody link that customer elsewhere at this very
     * moment, the schema refuses it, and the caller's next try finds that out.
     */
    void moveTo(String newCustomerId) {
        FormerCustomerRow.keepPresent(userId);
        getEntityManager()
                .createNativeQuery(
                        """
                        UPDATE account
                        SET customer_id = :customer, created_at = core_now(), gone_at = NULL
                        WHERE user_id = :user
                        """)
                .setParameter("customer", newCustomerId)
                .setParameter("user", userId)
                .executeUpdate();
        getEntityManager().refresh(this);
    }

    /** Whether Stripe has deleted the customer. */
    boolean isGone() {
        return goneAt != null;
    }

    Account toAccount() {
        return new Account(
                userId, customerId, createdAt.getEpochSecond(), isGone() ? Boolean.TRUE : null);
    }
}
