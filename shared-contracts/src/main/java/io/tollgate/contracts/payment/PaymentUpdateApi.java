package io.tollgate.contracts.payment;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The one call billing-service makes for a payment; core-service implements it. */
@Path("/internal/payments/update")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "payments", description = "What Stripe payment intents now are")
public interface PaymentUpdateApi {

    /**
     * Brings core's state of one payment up to date, and its order with it.
     *
     * <p>Guards, in this order: if both sides have a sequence, a lower one is stale and an equal
     * one unchanged (409 {@code sequence_conflict} if its content differs); if both have {@code
     * occurred_at}, an older one is stale; otherwise it is applied.
     */
    @POST
    @Operation(summary = "Bring the state of one payment up to date")
    @APIResponse(responseCode = "200", description = "The outcome, with the sequence now held")
    @APIResponse(
            responseCode = "409",
            description = "sequence_conflict: the same sequence was used for other content")
    PaymentUpdateResult update(PaymentUpdate update);
}
