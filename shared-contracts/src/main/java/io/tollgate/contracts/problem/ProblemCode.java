package io.tollgate.contracts.problem;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Every code an error answer can carry, with its HTTP status. The list is closed. */
public enum ProblemCode {
    WEBHOOK_SIGNATURE_INVALID(400, "Signature invalid"),
    INVALID_REQUEST(400, "Invalid request"),
    ORDER_NOT_PENDING(400, "Order takes no payment"),
    PAYMENT_ALREADY_PROCESSED(400, "Order is paid"),
    PAYMENT_INTENT_CREATION_FAILED(400, "Payment refused"),
    UNAUTHORIZED(401, "Not authenticated"),
    FORBIDDEN(403, "Not allowed"),
    ORDER_FORBIDDEN(403, "Another user's order"),
    NOT_FOUND(404, "Not found"),
    ORDER_NOT_FOUND(404, "No such order"),
    METHOD_NOT_ALLOWED(405, "Method not allowed"),
    NOT_ACCEPTABLE(406, "Not acceptable"),
    SEQUENCE_CONFLICT(409, "Same sequence, other content"),
    ACCOUNT_CONFLICT(409, "User or customer is linked otherwise"),
    PAYMENT_IN_PROGRESS(409, "Payment in progress"),
    ORDER_UNDER_REVIEW(409, "Order is under review"),
    REVIEW_CHANGED(409, "Review is another by now"),
    ATTEMPT_CLOSED(409, "Attempt is over"),
    REFUND_REFUSED(409, "Refund refused"),
    SUBSCRIPTION_EXISTS(409, "Already subscribed"),
    CHECKOUT_NOT_CONFIGURED(409, "Checkout is not set up"),
    CHECKOUT_REFUSED(409, "Checkout refused"),
    RECONCILE_RUNNING(409, "A run is under way"),
    STRIPE_KEY_MISSING(409, "No Stripe key"),
    QUOTA_EXCEEDED(409, "Over the plan's limit"),
    IDEMPOTENCY_CONFLICT(409, "Same key, other parameters"),
    RESERVATION_EXPIRED(409, "Reservation expired"),
    RESERVATION_CLOSED(409, "Reservation was settled otherwise"),
    USAGE_TOO_LOW(409, "More than the user has"),
    PRECONDITION_FAILED(412, "Changed in between"),
    PAYLOAD_TOO_LARGE(413, "Body too large"),
    UNSUPPORTED_MEDIA_TYPE(415, "Unsupported media type"),
    INTERNAL_ERROR(500, "Internal error"),
    INBOX_UNAVAILABLE(503, "Event could not be kept"),
    CORE_UNAVAILABLE(503, "core-service away"),
    STRIPE_UNAVAILABLE(503, "Stripe away"),
    QUOTA_BUSY(503, "Too many wait for a counter"),
    DATABASE_UNAVAILABLE(503, "Database away");

    private final int status;
    private final String title;

    ProblemCode(int status, String title) {
        this.status = status;
        this.title = title;
    }

    /** The HTTP status this code always comes with. */
    public int status() {
        return status;
    }

    /** A short name of the problem, the same for every occurrence. */
    public String title() {
        return title;
    }

    /** The code of a word; empty for one that is not known here. */
    public static Optional<ProblemCode> find(String word) {
        return Arrays.stream(values()).filter(code -> code.wire().equals(word)).findFirst();
    }

    /** The word on the wire, such as {@code sequence_conflict}. */
    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
