package io.tollgate.core.account;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import io.quarkus.panache.common.Page;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;

/** A user who is to have a Stripe customer; gone once there is one. */
@Entity
@Table(name = "customer_wish")
class WishRow extends PanacheEntityBase {

    @Id
    @Column(name = "user_id")
    private String userId;

    @Column(name = "wished_at", updatable = false)
    private Instant wishedAt;

    @SuppressWarnings("NullAway.Init")
    protected WishRow() {}

    static void keep(String userId) {
        getEntityManager()
                .createNativeQuery(
                        """
                        INSERT INTO customer_wish (user_id, wished_at) VALUES (:user, core_now())
                        ON CONFLICT DO NOTHING
                        """)
                .setParameter("user", userId)
                .executeUpdate();
    }

    static List<String> oldest(int limit) {
        return WishRow.<WishRow>find(
                        """
                        from WishRow w where not exists (
                            select 1 from AccountRow a
                            where a.userId = w.userId and a.goneAt is null)
                        order by w.wishedAt, w.userId\
                        """)
                .page(Page.ofSize(limit))
                .stream()
                .map(row -> row.userId)
                .toList();
    }
}
