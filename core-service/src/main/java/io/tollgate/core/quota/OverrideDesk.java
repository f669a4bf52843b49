package io.tollgate.core.quota;

import io.tollgate.contracts.problem.FieldChecks;
import io.tollgate.contracts.quota.LimitOverride;
import io.tollgate.contracts.quota.UserOverrides;
import io.tollgate.core.plan.Catalogues;
import io.tollgate.core.quota.Overrides.Line;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Clock;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Checks and keeps what operators want about single users' limits, whichever way they come. */
@ApplicationScoped
class OverrideDesk {

    private static final Logger LOG = Logger.getLogger(OverrideDesk.class);

    private final Overrides overrides;
    private final Catalogues catalogues;
    private final Clock clock;

    OverrideDesk(Overrides overrides, Catalogues catalogues, Clock clock) {
        this.overrides = overrides;
        this.catalogues = catalogues;
        this.clock = clock;
    }

    /** What is wanted, unchecked. */
    record Wish(@Nullable Long limit, @Nullable String reason, @Nullable Long endsAt) {}

    /**
     * Who wants it, unchecked.
     *
     * @param field where the name comes from, for the answer to a bad one
     * @param name kept for ever: a word or an id, not a person's name
     */
    record Operator(String field, @Nullable String name) {}

    LimitOverride.History set(String userId, String resource, Wish wish, Operator operator) {
        QuotaChecks checks = checked(userId, resource);
        checks.fields().optionalNumber("limit", wish.limit(), FieldChecks.MAX_COUNT);
        checks.fields().text("reason", wish.reason());
        checks.fields().time("ends_at", wish.endsAt());
        if (wish.endsAt() != null && wish.endsAt() <= clock.instant().getEpochSecond()) {
            checks.fields().refuse("ends_at", "must lie in the future");
        }
        checks.fields().text(operator.field(), operator.name());
        checks.fields().throwIfAny();
        LimitOverride checked =
                new LimitOverride(wish.limit(), text(wish.reason()), time(wish.endsAt()));
        return add(new Counter(userId, resource), Line.set(checked, text(operator.name())));
    }

    LimitOverride.History withdraw(
            String userId, String resource, @Nullable String reason, Operator operator) {
        QuotaChecks checks = checked(userId, resource);
        checks.fields().text("reason", reason);
        checks.fields().text(operator.field(), operator.name());
        checks.fields().throwIfAny();
        return add(
                new Counter(userId, resource),
                new Line("withdrawn", null, text(reason), clock.instant(), text(operator.name())));
    }

    LimitOverride.History history(String userId, String resource) {
        checked(userId, resource).fields().throwIfAny();
        return historyOf(new Counter(userId, resource));
    }

    /** Of every resource, also of one that has left the catalogue. */
    UserOverrides ofUser(String userId) {
        try {
            return new UserOverrides(overrides.ofUser(userId));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private QuotaChecks checked(String userId, String resource) {
        QuotaChecks checks = new QuotaChecks(catalogues.current());
        checks.fields().text("user_id", userId);
        checks.resource("resource", resource);
        return checks;
    }

    private LimitOverride.History add(Counter counter, Line line) {
        try {
            overrides.add(counter, line);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        LOG.infof(
                "limit_override kind=%s user=%s resource=%s amount=%s by=%s",
                line.kind(), counter.userId(), counter.resource(), line.amount(), line.setBy());
        return historyOf(counter);
    }

    private LimitOverride.History historyOf(Counter counter) {
        try {
            return new LimitOverride.History(overrides.history(counter));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(@Nullable String checked) {
        return String.valueOf(checked);
    }

    private static long time(@Nullable Long checked) {
        return checked == null ? 0 : checked;
    }
}
