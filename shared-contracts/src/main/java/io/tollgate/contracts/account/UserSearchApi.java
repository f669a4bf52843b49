package io.tollgate.contracts.account;

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

/** Finds a user by whatever id somebody has at hand. */
@Path("/internal/users")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "accounts")
public interface UserSearchApi {

    /** The users an id leads to. */
    @GET
    @Operation(
            summary = "Find users by an id: user, customer, subscription, payment or order",
            description =
                    "Ids are taken as they are; of a user's id its beginning is enough. Exact"
                            + " matches come first.")
    @APIResponse(responseCode = "200", description = "Who was found; empty if nobody")
    UsersFound find(
            @Parameter(description = "the id, or how a user's id begins", required = true)
                    @QueryParam("query")
                    @Nullable String query,
            @Parameter(description = "how many at most, 1 to 100")
                    @QueryParam("limit")
                    @DefaultValue("20")
                    String limit);
}
