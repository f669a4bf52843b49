package io.tollgate.core.quota;

import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import io.tollgate.contracts.problem.FieldChecks;
import io.tollgate.contracts.quota.LimitOverride;
import io.tollgate.core.quota.OverrideDesk.Operator;
import io.tollgate.core.quota.OverrideDesk.Wish;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Where an operator gives one user another limit, by a token of his own. */
@Path("/admin/quota/users/{user_id}/overrides/{resource}")
@Produces(MediaType.APPLICATION_JSON)
@HttpAuthenticationMechanism("Bearer")
@RolesAllowed("admin")
@Tag(name = "Admin: plans")
class OverrideResource {

    private final OverrideDesk desk;
    private final JsonWebToken token;

    OverrideResource(OverrideDesk desk, JsonWebToken token) {
        this.desk = desk;
        this.token = token;
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Set a limit for one user, until a date and with a reason")
    public LimitOverride.History set(
            @PathParam("user_id") String userId,
            @PathParam("resource") String resource,
            @Nullable LimitOverride body) {
        LimitOverride wish = FieldChecks.body(body);
        return desk.set(
                userId, resource, new Wish(wish.limit(), wish.reason(), wish.endsAt()), operator());
    }

    @DELETE
    @Operation(summary = "Let the plan's limit count again")
    public LimitOverride.History withdraw(
            @PathParam("user_id") String userId,
            @PathParam("resource") String resource,
            @QueryParam("reason") @Nullable String reason) {
        return desk.withdraw(userId, resource, reason, operator());
    }

    @GET
    @Operation(summary = "All limits that were set for one user, newest first")
    public LimitOverride.History history(
            @PathParam("user_id") String userId, @PathParam("resource") String resource) {
        return desk.history(userId, resource);
    }

    /** The token's subject: its name, which may be an e-mail address, is kept nowhere. */
    private Operator operator() {
        return new Operator("sub", token.getSubject());
    }
}
