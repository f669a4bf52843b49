package io.tollgate.contracts.client;

import io.tollgate.contracts.problem.Problem;
import io.tollgate.contracts.quota.QuotaExceeded;
import io.tollgate.contracts.quota.QuotaGrant;

/** What came of a take, a settlement or a give-back. */
public sealed interface TakeResult {

    /** Whether to go on. */
    boolean allowed();

    /** It is done, now or by an earlier try under the same key. */
    record Granted(QuotaGrant grant) implements TakeResult {
        @Override
        public boolean allowed() {
            return true;
        }
    }

    /** It does not fit: the numbers are there to be shown. */
    record Exceeded(QuotaExceeded problem) implements TakeResult {
        @Override
        public boolean allowed() {
            return false;
        }
    }

    /** It cannot be done, now or by any repeat: a bug, a wrong key, or settled otherwise. */
    record Refused(Problem problem) implements TakeResult {
        @Override
        public boolean allowed() {
            return false;
        }
    }

    /**
     * Core could not be asked in time; the caller's own choice counts. It may have been done all
     * the same: asking again under the same key tells.
     *
     * @param why for the log; never shown to users
     */
    record Unavailable(boolean allowed, String why) implements TakeResult {}
}
