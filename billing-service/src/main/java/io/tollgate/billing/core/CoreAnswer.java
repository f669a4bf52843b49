package io.tollgate.billing.core;

import io.tollgate.contracts.problem.ProblemCode;
import io.tollgate.contracts.problem.ProblemException;

/**
 * What came of asking core.
 *
 * @param <T> what it answers
 */
public sealed interface CoreAnswer<T> {

    /** core's answer. */
    record Ok<T>(T body) implements CoreAnswer<T> {}

    /**
     * core refuses, and would again.
     *
     * @param detail core's sentence
     */
    record Refused<T>(ProblemCode code, String detail) implements CoreAnswer<T> {}

    /** core could not be reached, or is not in order: try again later. */
    record Away<T>() implements CoreAnswer<T> {}

    /**
     * The answer, for callers who pass core's refusal on.
     *
     * @throws ProblemException core's refusal, or core_unavailable
     */
    default T orThrow() {
        return switch (this) {
            case Ok<T>(T body) -> body;
            case Refused<T>(ProblemCode code, String detail) ->
                    throw new ProblemException(code, detail);
            case Away<T>() ->
                    throw new ProblemException(
                            ProblemCode.CORE_UNAVAILABLE,
                            "core-service cannot be reached; try again shortly.");
        };
    }
}
