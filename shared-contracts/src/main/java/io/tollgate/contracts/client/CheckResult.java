package io.tollgate.contracts.client;

import io.tollgate.contracts.problem.Problem;
import io.tollgate.contracts.quota.QuotaDecision;

/** What came of a check. */
public sealed interface CheckResult {

    /** Whether to go on. */
    boolean allowed();

    /** Core answered. */
    record Answered(QuotaDecision decision) implements CheckResult {
        @Override
        public boolean allowed() {
            return decision.allowed();
        }
    }

    /** The request is wrong, and so would be every repeat: a bug, or a wrong key. */
    record Refused(Problem problem) implements CheckResult {
        @Override
        public boolean allowed() {
            return false;
        }
    }

    /**
     * Core could not be asked in time; the caller's own choice counts.
     *
     * @param why for the log; never shown to users
     */
    record Unavailable(boolean allowed, String why) implements CheckResult {}
}
