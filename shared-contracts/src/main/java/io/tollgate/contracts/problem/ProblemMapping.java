package io.tollgate.contracts.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonMappingException.Reference;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import jakarta.ws.rs.WebApplicationException;
import java.io.CharConversionException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns what was thrown into what is answered, the same way in both services. Messages of foreign
 * exceptions never leave the process: they may quote the body.
 */
public final class ProblemMapping {

    private ProblemMapping() {}

    /** The problem to answer for an exception; {@code internal_error} for one that means a bug. */
    public static Problem of(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = next(cause)) {
            switch (cause) {
                case ProblemException known -> {
                    return known.problem();
                }
                case JsonProcessingException json -> {
                    return unreadable(json);
                }
                case CharConversionException _ -> {
                    return unreadable();
                }
                default -> {}
            }
        }
        return thrown instanceof WebApplicationException web
                ? ofStatus(web.getResponse().getStatus())
                : Problem.of(
                        ProblemCode.INTERNAL_ERROR,
                        "Something went wrong here; the log has it under this time.");
    }

    private static @Nullable Throwable next(Throwable thrown) {
        return thrown.getCause() == thrown ? null : thrown.getCause();
    }

    private static Problem unreadable(JsonProcessingException json) {
        String field = json instanceof JsonMappingException mapping ? path(mapping.getPath()) : "";
        if (json instanceof MismatchedInputException mismatch && !field.isEmpty()) {
            return Problem.invalid(
                    List.of(new Problem.FieldError(field, "is not " + kind(mismatch))));
        }
        if (json.getCause() instanceof InputCoercionException && !field.isEmpty()) {
            return Problem.invalid(
                    List.of(new Problem.FieldError(field, "is a number out of range")));
        }
        return unreadable();
    }

    private static Problem unreadable() {
        return Problem.invalid(
                List.of(new Problem.FieldError("body", "is not a readable JSON object")));
    }

    private static String kind(MismatchedInputException mismatch) {
        Class<?> type = mismatch.getTargetType();
        if (type == null) {
            return "of the expected type";
        }
        if (type == Long.class || type == long.class || type == Integer.class) {
            return "a whole number";
        }
        if (type == Boolean.class || type == boolean.class) {
            return "true or false";
        }
        if (type == String.class) {
            return "a string";
        }
        return Iterable.class.isAssignableFrom(type) ? "an array" : "an object";
    }

    private static String path(List<Reference> references) {
        StringBuilder path = new StringBuilder();
        for (Reference reference : references) {
            if (reference.getFieldName() == null) {
                path.append('[').append(reference.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(reference.getFieldName());
            }
        }
        return path.toString();
    }

    /** The problem for a status the framework decided on. */
    public static Problem ofStatus(int status) {
        return switch (status) {
            case 401 ->
                    Problem.of(
                            ProblemCode.UNAUTHORIZED, "A valid API key or bearer token is needed.");
            case 403 ->
                    Problem.of(ProblemCode.FORBIDDEN, "These credentials do not allow this call.");
            case 404 -> Problem.of(ProblemCode.NOT_FOUND, "There is nothing at this address.");
            case 405 ->
                    Problem.of(
                            ProblemCode.METHOD_NOT_ALLOWED, "This address takes another method.");
            case 406 ->
                    Problem.of(ProblemCode.NOT_ACCEPTABLE, "This address answers with JSON only.");
            case 413 -> Problem.of(ProblemCode.PAYLOAD_TOO_LARGE, "The body is over the limit.");
            case 415 ->
                    Problem.of(
                            ProblemCode.UNSUPPORTED_MEDIA_TYPE, "Send application/json instead.");
            default ->
                    status < 500
                            ? Problem.invalid(List.of())
                            : Problem.of(
                                    ProblemCode.INTERNAL_ERROR,
                                    "Something went wrong here; the log has it under this time.");
        };
    }
}
