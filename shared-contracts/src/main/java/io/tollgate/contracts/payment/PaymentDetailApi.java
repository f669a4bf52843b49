package io.tollgate.contracts.payment;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** All that core-service knows of one payment. */
@Path("/internal/payments/{payment_intent_id}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "payments")
public interface PaymentDetailApi {

    /** The payment, its order, and every try to pay that order. */
    @GET
    @Operation(summary = "A payment with its order and every try to pay that order")
    @APIResponse(responseCode = "200", description = "As core knows it now")
    @APIResponse(responseCode = "404", description = "not_found: core knows no such payment")
    PaymentDetail get(@PathParam("payment_intent_id") String paymentIntentId);

    /** What changed the payment or was refused, newest first; empty for an unknown payment. */
    @GET
    @Path("/changes")
    @Operation(summary = "What changed a payment, or was refused, newest first")
    @APIResponse(responseCode = "200", description = "A page; next leads to older ones")
    PaymentChangePage changes(
            @PathParam("payment_intent_id") String paymentIntentId,
            @Parameter(description = "the next of the page before; absent for the newest")
                    @QueryParam("before")
                    @Nullable String before,
            @Parameter(description = "page size, 1 to 100") @QueryParam("limit") @DefaultValue("50")
                    String limit);
}
