package io.tollgate.contracts.payment;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** How much waits for a person. */
@Path("/internal/payments/reviews")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "payments")
public interface PaymentReviewApi {

    /** How many payments a person has to look at. */
    @GET
    @Operation(summary = "How many payments a person has to look at, and why")
    @APIResponse(responseCode = "200", description = "The number, and by reason")
    PaymentReviews count();
}
