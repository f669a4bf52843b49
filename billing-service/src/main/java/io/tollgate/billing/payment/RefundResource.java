package io.tollgate.billing.payment;

import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.tollgate.billing.audit.Operator;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.sql.SQLException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Where an operator gives money of an order back. */
@Path("/admin/payments/{payment_intent_id}/refunds")
@Produces(MediaType.APPLICATION_JSON)
@HttpAuthenticationMechanism("Bearer")
@RolesAllowed("admin")
@Tag(name = "payments")
class RefundResource {

    private final RefundDesk desk;

    RefundResource(RefundDesk desk) {
        this.desk = desk;
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
            @Nullable RefundRequest request,
            @Context SecurityContext caller)
            throws SQLException {
        RefundRequest wanted = request == null ? new RefundRequest(null, null) : request;
        return desk.refund(Operator.ofApi(caller), intent, wanted, key);
    }
}
