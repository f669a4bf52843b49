package io.tollgate.contracts.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * An error answer (RFC 9457, {@code application/problem+json}).
 *
 * @param title what kind of problem it is
 * @param status the HTTP status
 * @param detail a sentence the caller can act on; never a stack trace, secret or body
 * @param code the stable word to branch on
 * @param errors for {@code invalid_request}: which fields, and why
 */
@Schema(name = "Problem")
public record Problem(
        String title,
        int status,
        String detail,
        ProblemCode code,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<FieldError> errors) {

    /** The media type of an error answer. */
    public static final String MEDIA_TYPE = "application/problem+json";

    public Problem {
        // Read from JSON it may be missing: it is only written when there is something in it.
        errors = errors == null ? List.of() : List.copyOf(errors);
    }

    /** A problem without field errors. */
    public static Problem of(ProblemCode code, String detail) {
        return new Problem(code.title(), code.status(), detail, code, List.of());
    }

    /** An {@code invalid_request} that names each field at fault. */
    public static Problem invalid(List<FieldError> errors) {
        ProblemCode code = ProblemCode.INVALID_REQUEST;
        String detail =
                errors.isEmpty()
                        ? "The request cannot be read."
                        : errors.getFirst().field() + ": " + errors.getFirst().reason();
        return new Problem(code.title(), code.status(), detail, code, errors);
    }

    /**
     * One field at fault.
     *
     * @param field its JSON name or path, such as {@code items[0].plan_id}
     * @param reason what is wrong with it
     */
    @Schema(name = "FieldError")
    public record FieldError(String field, String reason) {}
}
