package io.tollgate.billing.payment;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.tollgate.billing.audit.Actions;
import io.tollgate.billing.audit.Operator;
import io.tollgate.billing.core.CoreOrders;
import io.tollgate.billing.stripe.StripeAccess;
import io.tollgate.contracts.problem.FieldChecks;
import io.tollgate.contracts.problem.ProblemCode;
import io.tollgate.contracts.problem.ProblemException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Where an operator gives money of an order back. */
@Path("/admin/payments/{payment_intent_id}/refunds")
@Produces(MediaType.APPLICATION_JSON)
@HttpAuthenticationMechanism("Bearer")
@RolesAllowed("admin")
@Tag(name = "payments")
class RefundResource {

    private static final Logger LOG = Logger.getLogger(RefundResource.class);

    /**
     * How much, and why.
     *
     * @param amount minor units; all that is left if absent
     * @param reason duplicate, fraudulent or requested_by_customer
     */
    @Schema(name = "RefundRequest")
    public record RefundRequest(@Nullable Long amount, @Nullable String reason) {}

    /**
     * The refund, as Stripe has it now. What it means for the order core hears from Stripe.
     *
     * @param refundId {@code re_…}
     * @param amount minor units
     * @param status Stripe's word; one that succeeded may still fail later
     */
    @Schema(name = "RefundMade")
    public record RefundMade(
            String refundId, String paymentIntentId, long amount, String currency, String status) {

        static RefundMade of(JsonNode refund) {
            return new RefundMade(
                    refund.path("id").asText(),
                    refund.path("payment_intent").asText(),
                    refund.path("amount").asLong(),
                    refund.path("currency").asText(),
                    refund.path("status").asText());
        }
    }

    private final Optional<Refunds> refunds;
    private final CoreOrders orders;
    private final JsonWebToken token;
    private final Actions actions;

    RefundResource(
            StripeAccess stripe,
            CoreOrders orders,
            PaymentConfig config,
            JsonWebToken token,
            Actions actions) {
        this.refunds =
                stripe.api().map(api -> new Refunds(api, stripe.posts().orElseThrow(), config));
        this.orders = orders;
        this.token = token;
        this.actions = actions;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RunOnVirtualThread
    @Operation(summary = "Give back a payment of an order, or a part of it")
    @APIResponse(responseCode = "200", description = "The refund, now or as made under this key")
    @APIResponse(responseCode = "404", description = "not_found: core knows no such payment")
    @APIResponse(
            responseCode = "409",
            description =
                    "refund_refused: Stripe says why in its code; idempotency_conflict;"
                            + " stripe_key_missing")
    @APIResponse(
            responseCode = "503",
            description = "stripe_unavailable or core_unavailable: ask again under the same key")
    public RefundMade refund(
            @PathParam("payment_intent_id") String intent,
            @Parameter(
                            description = "names this refund; the same again gives nothing twice",
                            required = true)
                    @HeaderParam("Idempotency-Key")
                    @Nullable String key,
            @Nullable RefundRequest request)
            throws SQLException {
        RefundRequest wanted = request == null ? new RefundRequest(null, null) : request;
        FieldChecks checks = new FieldChecks();
        checks.text("payment_intent_id", intent);
        checks.text("Idempotency-Key", key);
        if (wanted.amount() != null && wanted.amount() < 1) {
            checks.refuse("amount", "must be a whole number from 1");
        }
        if (wanted.reason() != null && !Refunds.REASONS.contains(wanted.reason())) {
            checks.refuse("reason", "must be one of " + String.join(", ", Refunds.REASONS));
        }
        checks.throwIfAny();
        Refunds desk =
                refunds.orElseThrow(
                        () ->
                                new ProblemException(
                                        ProblemCode.STRIPE_KEY_MISSING,
                                        "Set STRIPE_SECRET_KEY to give money back."));
        if (orders.payment(intent).orThrow().isEmpty()) {
            throw new ProblemException(
                    ProblemCode.NOT_FOUND, "core-service knows no such payment of an order.");
        }
        RefundMade made =
                actions.keep(
                        new Operator(token.getSubject(), "admin", Operator.Via.API),
                        new Actions.Deed("refund", intent, asked(wanted)),
                        () ->
                                RefundMade.of(
                                        desk.make(
                                                intent,
                                                wanted,
                                                String.valueOf(key),
                                                token.getSubject())),
                        refund ->
                                Map.of(
                                        "refund", refund.refundId(),
                                        "amount", refund.amount(),
                                        "currency", refund.currency(),
                                        "status", refund.status()));
        LOG.infof(
                "refund refund=%s payment_intent=%s amount=%d status=%s operator=%s",
                made.refundId(), intent, made.amount(), made.status(), token.getSubject());
        return made;
    }

    private static Map<String, Object> asked(RefundRequest wanted) {
        Map<String, Object> asked = new TreeMap<>();
        if (wanted.amount() != null) {
            asked.put("asked", wanted.amount());
        }
        if (wanted.reason() != null) {
            asked.put("reason", wanted.reason());
        }
        return asked;
    }
}
