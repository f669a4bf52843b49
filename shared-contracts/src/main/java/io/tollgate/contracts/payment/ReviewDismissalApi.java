package io.tollgate.contracts.payment;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** How a review ends by hand, as billing-service ends it for a signed-in operator. */
@Path("/internal/payments/{payment_intent_id}/review")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "payments")
public interface ReviewDismissalApi {

    /**
     * Dismisses the reasons for which a payment is under review. No money moves: a payment that has
     * succeeded without counting for its order does not begin to.
     *
     * @throws io.tollgate.contracts.problem.ProblemException not_found, review_changed,
     *     invalid_request
     */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "End a review by hand, with a note and by whom",
            description =
                    "Moves no money, and makes no payment count. A reason that is new, or another"
                            + " amount received, currency or order raises the review again.")
    @APIResponse(responseCode = "200", description = "Ended, or ended for the same reasons before")
    @APIResponse(responseCode = "400", description = "invalid_request")
    @APIResponse(responseCode = "404", description = "not_found: core knows no such payment")
    @APIResponse(
            responseCode = "409",
            description = "review_changed: its reasons are others than those seen, or none")
    ReviewDismissed dismiss(
            @PathParam("payment_intent_id") String paymentIntentId, ReviewDismissal dismissal);
}
