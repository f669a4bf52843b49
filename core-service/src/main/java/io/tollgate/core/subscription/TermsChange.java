package io.tollgate.core.subscription;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Fired inside the transaction that is about to change what a user has bought. Whoever decides by
 * that makes his decisions wait until the change is committed, and says how late it has to be: a
 * change must not look older than what was decided without it.
 */
public final class TermsChange {

    private final Set<String> userIds;
    private @Nullable Instant at;

    TermsChange(Set<String> userIds) {
        this.userIds = Set.copyOf(userIds);
    }

    /** Who is concerned. */
    public Set<String> userIds() {
        return userIds;
    }

    /** The change comes at this moment or later. */
    public void notBefore(Instant moment) {
        if (at == null || at.isBefore(moment)) {
            at = moment;
        }
    }

    /** When it is made; any time will do if nobody said. */
    Instant at(Instant anyTime) {
        return at == null ? anyTime : at;
    }
}
