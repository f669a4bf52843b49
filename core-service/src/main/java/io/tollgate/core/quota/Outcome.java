package io.tollgate.core.quota;

import io.tollgate.contracts.problem.ProblemCode;
import io.tollgate.contracts.quota.QuotaExceeded;
import io.tollgate.contracts.quota.QuotaGrant;
import io.tollgate.contracts.quota.Usage;

/** What became of a command, committed. */
sealed interface Outcome {

    /** It was done, now or when it was first asked for. */
    record Granted(QuotaGrant grant) implements Outcome {}

    /** It does not fit; nothing was changed. */
    record Exceeded(QuotaExceeded problem) implements Outcome {}

    /** It cannot be done; nothing was changed. */
    record Refused(ProblemCode code, String detail) implements Outcome {}

    /** One field of it is at fault; nothing was changed. */
    record Invalid(String field, String reason) implements Outcome {}

    /** The count holds now. */
    record Recounted(Usage usage) implements Outcome {}

    /** The count was made on another version than this one; nothing was changed. */
    record Outdated(long version) implements Outcome {}

    /**
     * It is at fault in a way nobody foresaw, such as a value the database does not take, or could
     * not be tried; nothing of it was changed.
     */
    record Failed(Exception cause) implements Outcome {}

    /**
     * Somebody holds its counters for long; it was not tried to the end, and can be asked again.
     */
    record HeldUp() implements Outcome {}
}
