package io.tollgate.contracts.payment;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What was paid, newest first, for people who look through it. */
@Path("/internal/payments/history")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "payments")
public interface PaymentHistoryApi {

    /** Largest page. */
    int MAX_LIMIT = 500;

    /** Payments that meet every condition given, newest first. */
    @GET
    @Operation(summary = "Payments, newest first, by what is asked for")
    @APIResponse(responseCode = "200", description = "A page; next leads to older ones")
    PaymentPage list(
            @Parameter(description = "the next of the page before; absent for the newest")
                    @QueryParam("before")
                    @Nullable String before,
            @Parameter(description = "page size, 1 to 500")
                    @QueryParam("limit")
                    @DefaultValue("100")
                    String limit,
            @Parameter(description = "only those of this user") @QueryParam("user_id")
                    @Nullable String userId,
            @Parameter(description = "only those of the order with this number or reference")
                    @QueryParam("order")
                    @Nullable String order,
            @Parameter(description = "only those in this status, Stripe's word")
                    @QueryParam("status")
                    @Nullable String status,
            @Parameter(description = "only those in this currency, three lower-case letters")
                    @QueryParam("currency")
                    @Nullable String currency,
            @Parameter(description = "true: only those a person has to look at")
                    @QueryParam("review")
                    @Nullable String review,
            @Parameter(description = "only those that core heard of from then on, Unix seconds")
                    @QueryParam("from")
                    @Nullable String from,
            @Parameter(description = "only those that core heard of before then, Unix seconds")
                    @QueryParam("to")
                    @Nullable String to);
}
