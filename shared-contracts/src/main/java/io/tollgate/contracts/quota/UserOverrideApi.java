package io.tollgate.contracts.quota;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
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

/** Limits set by hand for one user, as billing-service sets them for a signed-in operator. */
@Path("/internal/quota/users/{user_id}/overrides")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "quota")
public interface UserOverrideApi {

    /** All of a user's, newest first. */
    @GET
    @Operation(summary = "All limits that were set for one user, newest first")
    @APIResponse(responseCode = "200", description = "The latest 100")
    UserOverrides list(@PathParam("user_id") String userId);

    /** What was set for one resource, newest first. */
    @GET
    @Path("/{resource}")
    @Operation(summary = "All limits of one resource that were set for one user, newest first")
    @APIResponse(responseCode = "200", description = "The latest 100")
    LimitOverride.History history(
            @PathParam("user_id") String userId, @PathParam("resource") String resource);

    /** Sets a limit for one user; it counts at once. */
    @PUT
    @Path("/{resource}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Set a limit for one user, until a date, with a reason and by whom")
    @APIResponse(responseCode = "200", description = "Set; all of them, newest first")
    LimitOverride.History set(
            @PathParam("user_id") String userId,
            @PathParam("resource") String resource,
            OperatorOverride override);

    /** Lets the plan's limit count again. */
    @DELETE
    @Path("/{resource}")
    @Operation(summary = "Let the plan's limit count again")
    @APIResponse(responseCode = "200", description = "Withdrawn; all of them, newest first")
    LimitOverride.History withdraw(
            @PathParam("user_id") String userId,
            @PathParam("resource") String resource,
            @Parameter(description = "why", required = true) @QueryParam("reason")
                    @Nullable String reason,
            @Parameter(description = "the operator who wants it", required = true) @QueryParam("by")
                    @Nullable String by);
}
