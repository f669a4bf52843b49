package io.tollgate.contracts.subscription;

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

/** What became of one subscription, update by update. */
@Path("/internal/subscriptions/{subscription_id}/changes")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "subscriptions")
public interface SubscriptionChangeApi {

    /** What changed it or was refused, newest first; empty for an unknown subscription. */
    @GET
    @Operation(summary = "What changed a subscription, or was refused and why, newest first")
    @APIResponse(responseCode = "200", description = "A page; next leads to older ones")
    SubscriptionChangePage changes(
            @PathParam("subscription_id") String subscriptionId,
            @Parameter(description = "the next of the page before; absent for the newest")
                    @QueryParam("before")
                    @Nullable String before,
            @Parameter(description = "page size, 1 to 100") @QueryParam("limit") @DefaultValue("50")
                    String limit);
}
