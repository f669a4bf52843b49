package io.tollgate.core.quota;

import io.quarkus.security.Authenticated;
import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.tollgate.contracts.problem.FieldChecks;
import io.tollgate.contracts.quota.PlanView;
import io.tollgate.contracts.quota.QuotaSummary;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** What the frontend shows a user about himself; nobody sees another's. */
@Path("/api")
@Produces(MediaType.APPLICATION_JSON)
@HttpAuthenticationMechanism("Bearer")
@Authenticated
@Tag(name = "own data", description = "For the frontend: the user of the token")
class OwnQuotaResource {

    private final Quotas quotas;
    private final JsonWebToken token;

    OwnQuotaResource(Quotas quotas, JsonWebToken token) {
        this.quotas = quotas;
        this.token = token;
    }

    @GET
    @Path("/quota")
    @Operation(summary = "My plan, limits and usage", description = "With an ETag.")
    @APIResponse(responseCode = "200", description = "As it is now, with its ETag")
    @APIResponse(responseCode = "304", description = "As If-None-Match has it")
    public Uni<RestResponse<QuotaSummary>> quota(
            @HeaderParam(HttpHeaders.IF_NONE_MATCH) @Nullable String ifNoneMatch) {
        return own().map(view -> Tagged.answer(view.summary(), ifNoneMatch));
    }

    @GET
    @Path("/subscription")
    @Operation(summary = "My plan, why, and until when", description = "With an ETag.")
    @APIResponse(responseCode = "200", description = "As it is now, with its ETag")
    @APIResponse(responseCode = "304", description = "As If-None-Match has it")
    public Uni<RestResponse<PlanView>> subscription(
            @HeaderParam(HttpHeaders.IF_NONE_MATCH) @Nullable String ifNoneMatch) {
        return own().map(view -> Tagged.answer(PlanView.of(view.summary()), ifNoneMatch));
    }

    private Uni<View> own() {
        String userId = token.getSubject();
        FieldChecks checks = new FieldChecks();
        checks.text("sub", userId);
        checks.throwIfAny();
        return Uni.createFrom().completionStage(() -> quotas.of(userId));
    }
}
