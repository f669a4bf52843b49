package io.tollgate.contracts.quota;

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

/** The notices about one user. */
@Path("/internal/quota/users/{user_id}/notices")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "quota")
public interface UserNoticeApi {

    /** The latest, newest first. */
    @GET
    @Operation(summary = "The latest notices about one user, newest first")
    @APIResponse(responseCode = "200", description = "Empty if there was none")
    UserNotices latest(
            @PathParam("user_id") String userId,
            @Parameter(description = "how many, 1 to 100") @QueryParam("limit") @DefaultValue("20")
                    String limit);
}
