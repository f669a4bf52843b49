package io.tollgate.core.quota;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What users have, and the product's recount of it. */
@ApplicationScoped
class Usages {

    private final Clock clock;

    Usages(Clock clock) {
        this.clock = clock;
    }

    /** How much, and which change of it this is; a resource never counted is version 0. */
    record Count(long used, long version) {
        static final Count NONE = new Count(0, 0);
    }

    /** What a recount came to. */
    sealed interface Recount {

        /** It holds now. */
        record Done(Count count) implements Recount {}

        /** It was counted on another version than the one held; nothing was changed. */
        record Changed(long version) implements Recount {}
    }

    /** What a user has, by resource; what they never had is left out. */
    @Transactional
    Map<String, Count> ofUser(String userId) {
        return UsageRow.ofUser(userId).stream()
                .collect(
                        Collectors.toMap(
                                UsageRow::resource, row -> new Count(row.used(), row.version())));
    }

    /** Sets what a user has, if the version held is the expected one; null expects nothing. */
    @Transactional
    Recount set(String userId, String resource, long used, @Nullable Long expectedVersion) {
        Instant now = clock.instant();
        UsageRow row = UsageRow.lock(new UsageRow.Key(userId, resource), now);
        if (expectedVersion != null && expectedVersion != row.version()) {
            return new Recount.Changed(row.version());
        }
        row.set(used, now);
        return new Recount.Done(new Count(row.used(), row.version()));
    }
}
