package io.tollgate.contracts.payment;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** How billing-service opens, links and closes the tries to pay an order. */
@Path("/internal/orders/{id}/payment-attempts")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "payments")
public interface PaymentAttemptApi {

    /**
     * Body of an opening.
     *
     * @param userId who wants to pay; has to be the order's own user
     * @param environment the caller's word for where it runs
     */
    @Schema(
            name = "AttemptOpening",
            requiredProperties = {"user_id", "environment"})
    record Opening(@Nullable String userId, @Nullable String environment) {}

    /**
     * Body of a link.
     *
     * @param paymentIntentId the intent Stripe made for the attempt
     */
    @Schema(name = "AttemptLink", requiredProperties = "payment_intent_id")
    record Link(@Nullable String paymentIntentId) {}

    /**
     * Body of a closing.
     *
     * @param reason one of {@link Reason}'s words
     */
    @Schema(name = "AttemptClosing", requiredProperties = "reason")
    record Closing(@Nullable String reason) {}

    /** Why an attempt is closed. */
    enum Reason {
        /** Its intent was cancelled, or it never had one and will not get one. */
        CANCELED,
        /** Stripe refused to make the intent. */
        REFUSED,
        /** Whether Stripe made the intent could not be found out. */
        UNRESOLVED,
        /** Stripe may have forgotten the idempotency key: it can no more be tried safely. */
        EXPIRED;

        /** The word on the wire. */
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * The open attempt of an order, or a new one; the amount is the order's.
     *
     * @throws io.tollgate.contracts.problem.ProblemException order_not_found, order_forbidden,
     *     order_not_pending, payment_already_processed, order_under_review
     */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "The open attempt to pay an order, or a new one")
    @APIResponse(responseCode = "200", description = "The open attempt")
    @APIResponse(
            responseCode = "400",
            description = "order_not_pending, payment_already_processed or invalid_request")
    @APIResponse(responseCode = "403", description = "order_forbidden: another user's order")
    @APIResponse(responseCode = "404", description = "order_not_found")
    @APIResponse(responseCode = "409", description = "order_under_review")
    PaymentAttempt open(@PathParam("id") String orderId, Opening opening);

    /** Ties an attempt to its intent, before anybody is shown the intent's secret. */
    @PUT
    @Path("/{n}/payment-intent")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Tie an attempt to its payment intent; the same again changes nothing")
    @APIResponse(responseCode = "200", description = "The attempt, with its intent")
    @APIResponse(
            responseCode = "409",
            description = "attempt_closed: it is closed, or tied to another intent")
    PaymentAttempt link(@PathParam("id") String orderId, @PathParam("n") String attempt, Link link);

    /**
     * Ends an attempt, so that the next may be opened; the same again changes nothing. One that has
     * an intent is only closed when that can be paid no more: as {@code canceled}.
     */
    @POST
    @Path("/{n}/close")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "End an attempt, so that the next may be opened")
    @APIResponse(responseCode = "200", description = "The closed attempt")
    @APIResponse(responseCode = "409", description = "attempt_closed: its intent may yet be paid")
    PaymentAttempt close(
            @PathParam("id") String orderId, @PathParam("n") String attempt, Closing closing);

    /** Says that an attempt closed as unresolved or expired has no open intent at Stripe. */
    @POST
    @Path("/{n}/resolve")
    @Operation(summary = "Say that nothing is left of a closed attempt at Stripe")
    @APIResponse(responseCode = "200", description = "The attempt")
    PaymentAttempt resolve(@PathParam("id") String orderId, @PathParam("n") String attempt);
}
