package io.tollgate.billing.payment;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.security.Authenticated;
import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.tollgate.billing.payment.PaymentParts.Desk;
import io.tollgate.billing.payment.PaymentParts.WithStripe;
import io.tollgate.contracts.problem.FieldChecks;
import io.tollgate.contracts.problem.Problem;
import io.tollgate.contracts.problem.ProblemCode;
import io.tollgate.contracts.problem.ProblemException;
import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.CacheControl;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Where a frontend begins to pay an order of its user. */
@Path("/api/payments/intent")
@Produces(MediaType.APPLICATION_JSON)
@HttpAuthenticationMechanism("Bearer")
@Authenticated
@Tag(name = "payments")
class PaymentIntentResource {

    /**
     * Which order is to be paid. What it costs is core's to say.
     *
     * @param orderId one of the user's own
     */
    @Schema(name = "IntentRequest", requiredProperties = "order_id")
    public record IntentRequest(@Nullable Long orderId) {}

    /**
     * What Stripe.js needs to take the payment.
     *
     * @param clientSecret the intent's; not to be stored or logged
     * @param paymentIntentId the intent
     * @param amount minor units
     * @param currency three lower-case letters
     */
    @Schema(name = "Intent")
    public record Intent(
            String clientSecret, String paymentIntentId, long amount, String currency) {}

    private static final String INTENTS = "tollgate.payment.intents";
    private static final String READY = "ready";

    private final Desk desk;
    private final Flights flights;
    private final JsonWebToken token;
    private final MeterRegistry metrics;

    PaymentIntentResource(Desk desk, Flights flights, JsonWebToken token, MeterRegistry metrics) {
        this.desk = desk;
        this.flights = flights;
        this.token = token;
        this.metrics = metrics;
    }

    /** Counted from the start. */
    @PermitAll
    void start(@Observes StartupEvent event) {
        metrics.counter(INTENTS, "outcome", READY);
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RunOnVirtualThread
    @Operation(
            summary = "The payment intent of one of my orders, made if there is none",
            description =
                    "Asking again gets the same open intent. The order is paid only once core has"
                            + " heard of it from Stripe.")
    @APIResponse(
            responseCode = "200",
            description = "The open intent",
            content = @Content(schema = @Schema(implementation = Intent.class)))
    @APIResponse(
            responseCode = "400",
            description =
                    "order_not_pending, payment_already_processed, payment_intent_creation_failed"
                            + " or invalid_request")
    @APIResponse(
            responseCode = "402",
            description = "payment_intent_creation_failed: the payer's card or bank is refused")
    @APIResponse(responseCode = "403", description = "order_forbidden: another user's order")
    @APIResponse(responseCode = "404", description = "order_not_found")
    @APIResponse(
            responseCode = "409",
            description = "payment_in_progress, order_under_review or stripe_key_missing")
    @APIResponse(
            responseCode = "503",
            description = "stripe_unavailable or core_unavailable, with Retry-After")
    public Response intent(@Nullable IntentRequest request) {
        Long orderId = FieldChecks.body(request).orderId();
        FieldChecks checks = new FieldChecks();
        checks.text("sub", token.getSubject());
        checks.number("order_id", orderId, Long.MAX_VALUE);
        checks.throwIfAny();
        Paying paying =
                desk.stripe()
                        .map(WithStripe::paying)
                        .orElseThrow(
                                () ->
                                        new ProblemException(
                                                ProblemCode.STRIPE_KEY_MISSING,
                                                "Set STRIPE_SECRET_KEY to take payments."));
        long order = orderId == null ? 0 : orderId;
        String user = token.getSubject();
        return answer(flights.share(order, user, () -> paying.pay(order, user)));
    }

    private Response answer(IntentResult result) {
        metrics.counter(INTENTS, "outcome", word(result)).increment();
        return switch (result) {
            case IntentResult.Ready(String secret, String intent, long amount, String currency) ->
                    Response.ok(new Intent(secret, intent, amount, currency))
                            .cacheControl(noStore())
                            .build();
            case IntentResult.Refused(ProblemCode code, String detail) ->
                    throw new ProblemException(code, detail);
            case IntentResult.Declined(String detail) ->
                    throw new ProblemException(declined(detail));
            case IntentResult.CoreAway() ->
                    throw new ProblemException(
                            ProblemCode.CORE_UNAVAILABLE,
                            "core-service cannot be reached; try again shortly.");
            case IntentResult.StripeAway() ->
                    throw new ProblemException(
                            ProblemCode.STRIPE_UNAVAILABLE,
                            "Stripe cannot be reached now; try again shortly.");
        };
    }

    private static String word(IntentResult result) {
        return switch (result) {
            case IntentResult.Ready _ -> READY;
            case IntentResult.Refused(ProblemCode code, String _) -> code.wire();
            case IntentResult.Declined _ -> "declined";
            case IntentResult.CoreAway() -> "core_unavailable";
            case IntentResult.StripeAway() -> "stripe_unavailable";
        };
    }

    /** The same code as any refusal, under the status that says it is about the payer. */
    private static Problem declined(String detail) {
        ProblemCode code = ProblemCode.PAYMENT_INTENT_CREATION_FAILED;
        return new Problem(code.title(), 402, detail, code, List.of());
    }

    private static CacheControl noStore() {
        CacheControl control = new CacheControl();
        control.setNoStore(true);
        return control;
    }
}
