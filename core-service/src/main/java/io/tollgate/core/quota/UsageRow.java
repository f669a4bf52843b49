package io.tollgate.core.quota;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;

/** What a user has of one resource. Whoever counts holds the row lock. */
@Entity
@Table(name = "usage")
@IdClass(UsageRow.Key.class)
class UsageRow extends PanacheEntityBase {

    @Id
    @Column(name = "user_id")
    private String userId;

    @Id
    @Column(name = "resource")
    private String resource;

    @Column(name = "used")
    private long used;

    @Column(name = "version")
    private long version;

    @Column(name = "updated_at")
    private Instant updatedAt;

    /** Whose, and of what. */
    record Key(String userId, String resource) implements Serializable {}

    @SuppressWarnings("NullAway.Init")
    protected UsageRow() {}

    /** The locked row; a user that has nothing yet gets one that says so. */
    static UsageRow lock(Key key, Instant now) {
        getEntityManager()
                .createNativeQuery(
                        """
                        INSERT INTO usage (user_id, resource, used, version, updated_at)
                        VALUES (:user, :resource, 0, 0, :now) ON CONFLICT DO NOTHING
                        """)
                .setParameter("user", key.userId())
                .setParameter("resource", key.resource())
                .setParameter("now", now)
                .executeUpdate();
        return UsageRow.findById(key, LockModeType.PESSIMISTIC_WRITE);
    }

    static List<UsageRow> ofUser(String userId) {
        return list("userId", userId);
    }

    String resource() {
        return resource;
    }

    long used() {
        return used;
    }

    long version() {
        return version;
    }

    void set(long used, Instant now) {
        this.used = used;
        version++;
        updatedAt = now;
    }
}
