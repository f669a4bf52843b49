package io.tollgate.contracts.problem;

import java.util.List;

/** Ends a request with a problem. */
public final class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    public ProblemException(Problem problem) {
        super(problem.code().wire() + ": " + problem.detail(), null, false, false);
        this.problem = problem;
    }

    public ProblemException(ProblemCode code, String detail) {
        this(Problem.of(code, detail));
    }

    /** An {@code invalid_request} about one field. */
    public static ProblemException invalid(String field, String reason) {
        return new ProblemException(
                Problem.invalid(List.of(new Problem.FieldError(field, reason))));
    }

    /** What to answer. */
    public Problem problem() {
        return problem;
    }
}
