package io.tollgate.billing.core;

import io.tollgate.contracts.problem.Problem;
import io.tollgate.contracts.problem.ProblemCode;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Turns what a call of core comes to into an answer. */
final class Asked {

    private static final Logger LOG = Logger.getLogger(Asked.class);

    /** Codes that say something is wrong between the two services, not with the request. */
    private static final Set<ProblemCode> BETWEEN_US =
            Set.of(ProblemCode.UNAUTHORIZED, ProblemCode.FORBIDDEN, ProblemCode.METHOD_NOT_ALLOWED);

    /** The part of core's problem that is read. */
    record ProblemBody(
            @Nullable String code,
            @Nullable String detail,
            @Nullable List<Problem.FieldError> errors) {}

    private Asked() {}

    static <T> CoreAnswer<T> of(Supplier<@Nullable T> call) {
        try {
            T body = call.get();
            return body == null ? new CoreAnswer.Away<>() : new CoreAnswer.Ok<>(body);
        } catch (WebApplicationException e) {
            return refused(e.getResponse());
        } catch (ProcessingException e) {
            return new CoreAnswer.Away<>();
        }
    }

    private static <T> CoreAnswer<T> refused(Response response) {
        ProblemBody problem = problem(response);
        Optional<ProblemCode> code =
                problem.code() == null ? Optional.empty() : ProblemCode.find(problem.code());
        if (response.getStatus() >= 500 || code.isEmpty() || BETWEEN_US.contains(code.get())) {
            LOG.warnf(
                    "core does not answer status=%d code=%s",
                    response.getStatus(), code.map(ProblemCode::wire).orElse("none"));
            return new CoreAnswer.Away<>();
        }
        String detail = problem.detail() == null ? code.get().title() : problem.detail();
        return new CoreAnswer.Refused<>(code.get(), detail);
    }

    /** The same for a person who looks something up. */
    static <T> Look<T> look(Supplier<@Nullable T> call) {
        try {
            T body = call.get();
            return body == null ? new Look.Away<>() : new Look.Seen<>(body);
        } catch (WebApplicationException e) {
            return notSeen(e.getResponse());
        } catch (ProcessingException e) {
            return new Look.Away<>();
        }
    }

    private static <T> Look<T> notSeen(Response response) {
        ProblemBody problem = problem(response);
        Optional<ProblemCode> code =
                problem.code() == null ? Optional.empty() : ProblemCode.find(problem.code());
        return switch (response.getStatus()) {
            case 404 -> code.isPresent() ? new Look.Missing<>() : new Look.Away<>();
            case 403, 405 -> code.isPresent() ? new Look.Older<>() : new Look.Away<>();
            case 400, 409, 412, 413 ->
                    code.isPresent() ? new Look.Refused<>(why(problem)) : new Look.Away<>();
            default -> {
                LOG.warnf(
                        "core does not answer status=%d code=%s",
                        response.getStatus(), code.map(ProblemCode::wire).orElse("none"));
                yield new Look.Away<>();
            }
        };
    }

    /** core's sentence, and each field at fault. */
    private static String why(ProblemBody problem) {
        List<Problem.FieldError> errors = problem.errors() == null ? List.of() : problem.errors();
        String detail = problem.detail() == null ? "core refuses it." : problem.detail();
        return errors.isEmpty()
                ? detail
                : errors.stream()
                        .map(error -> error.field() + " " + error.reason())
                        .collect(Collectors.joining("; "));
    }

    private static ProblemBody problem(Response response) {
        try {
            return response.readEntity(ProblemBody.class);
        } catch (RuntimeException e) {
            return new ProblemBody(null, null, null);
        }
    }
}
