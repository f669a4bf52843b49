package io.tollgate.local.standin.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Stripe would not do what was asked. Thrown from however deep the reason was found, and turned
 * into an error object in one place.
 */
public final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Stripe's {@code type} for everything a caller did wrong. */
    public static final String INVALID_REQUEST = "invalid_request_error";

    private final int status;
    private final String type;
    private final @Nullable String code;
    private final @Nullable String param;
    private final @Nullable String declineCode;

    /** What else the error shows, each by its name. */
    private final ObjectNode details = Json.object();

    private Refusal(
            int status,
            String type,
            String message,
            @Nullable String code,
            @Nullable String param,
            @Nullable String declineCode) {
        super(message);
        this.status = status;
        this.type = type;
        this.code = code;
        this.param = param;
        this.declineCode = declineCode;
    }

    /** Any answer other than 2xx. */
    public static Refusal of(int status, String type, String message, @Nullable String code) {
        return new Refusal(status, type, message, code, null, null);
    }

    /** 400 without a code, which is what most broken rules get. */
    public static Refusal invalid(String message, @Nullable String param) {
        return new Refusal(400, INVALID_REQUEST, message, null, param, null);
    }

    /** 400 with a code. */
    public static Refusal invalid(String message, String param, String code) {
        return new Refusal(400, INVALID_REQUEST, message, code, param, null);
    }

    public static Refusal missing(String param) {
        return invalid("Missing required param: " + param + ".", param, "parameter_missing");
    }

    public static Refusal unknownParam(String param) {
        return invalid("Received unknown parameter: " + param, param, "parameter_unknown");
    }

    /** 404: the path names an object that is not there. */
    public static Refusal notFound(String kind, String id) {
        return new Refusal(404, INVALID_REQUEST, noSuch(kind, id), "resource_missing", "id", null);
    }

    /** 400: a parameter names an object that is not there. */
    public static Refusal noSuchParam(String kind, String id, String param) {
        return invalid(noSuch(kind, id), param, "resource_missing");
    }

    /** 402: the card said no. */
    public static Refusal cardDeclined(String declineCode) {
        return new Refusal(
                402, "card_error", "Your card was declined.", "card_declined", null, declineCode);
    }

    /** 402: the card, or its bank, said no. */
    public static Refusal card(String message, String code, @Nullable String declineCode) {
        return new Refusal(402, "card_error", message, code, null, declineCode);
    }

    /** The same, showing one more thing; an object is still in the newest shape. */
    public Refusal with(String field, JsonNode value) {
        details.set(field, value);
        return this;
    }

    /** The same, with its objects in a version's shape. */
    public Refusal shaped(UnaryOperator<ObjectNode> shape) {
        for (Map.Entry<String, JsonNode> detail : details.properties()) {
            if (detail.getValue() instanceof ObjectNode object) {
                detail.setValue(shape.apply(object));
            }
        }
        return this;
    }

    private static String noSuch(String kind, String id) {
        return "No such " + kind + ": '" + id + "'";
    }

    /** Where Stripe explains a code. */
    public static String docUrl(String code) {
        return "https://stripe.com/docs/error-codes/" + code.replace('_', '-');
    }

    public int status() {
        return status;
    }

    /** Whether the work had begun, so that the same key gets the same answer from now on. */
    public boolean isOutcome() {
        return status == 402 || status >= 500;
    }

    /** The error object. */
    public ObjectNode body() {
        ObjectNode body = Json.object();
        ObjectNode error = body.putObject("error");
        if (code != null) {
            error.put("code", code);
            error.put("doc_url", docUrl(code));
        }
        if (declineCode != null) {
            error.put("decline_code", declineCode);
        }
        error.setAll(details);
        error.put("message", getMessage());
        if (param != null) {
            error.put("param", param);
        }
        error.put("type", type);
        return body;
    }
}
