package io.tollgate.contracts.plan;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What billing-service may know of the catalogue. */
@Path("/internal/plans/{plan}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "plans", description = "What the catalogue has for sale")
public interface PlanApi {

    /** A plan and its prices. */
    @GET
    @Operation(summary = "The prices of a plan")
    @APIResponse(responseCode = "200", description = "The plan")
    @APIResponse(responseCode = "404", description = "not_found: there is no such plan")
    PlanOffer get(@PathParam("plan") String plan);
}
