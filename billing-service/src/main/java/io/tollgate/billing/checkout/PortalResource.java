package io.tollgate.billing.checkout;

import io.quarkus.security.Authenticated;
import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.tollgate.contracts.problem.FieldChecks;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Where a frontend gets the page on which its user changes or ends what he has. */
@Path("/api/portal/sessions")
@Produces(MediaType.APPLICATION_JSON)
@HttpAuthenticationMechanism("Bearer")
@Authenticated
@Tag(name = "checkout")
class PortalResource {

    /**
     * Where to send the user.
     *
     * @param url Stripe's page; it is the user's alone, and short-lived
     */
    @Schema(name = "PortalSession")
    public record PortalSession(String url) {}

    private final Checkout checkout;
    private final JsonWebToken token;

    PortalResource(Checkout checkout, JsonWebToken token) {
        this.checkout = checkout;
        this.token = token;
    }

    @POST
    @Consumes(MediaType.WILDCARD)
    @RunOnVirtualThread
    @Operation(summary = "A page of Stripe's to change or end my subscription")
    @APIResponse(responseCode = "200", description = "The session")
    @APIResponse(
            responseCode = "404",
            description = "not_found: the user has no customer, or Stripe has deleted it")
    @APIResponse(
            responseCode = "409",
            description = "checkout_not_configured, checkout_refused or stripe_key_missing")
    @APIResponse(
            responseCode = "503",
            description = "stripe_unavailable or core_unavailable, with Retry-After")
    public PortalSession open() {
        FieldChecks checks = new FieldChecks();
        checks.text("sub", token.getSubject());
        checks.throwIfAny();
        return new PortalSession(checkout.portal(token.getSubject()).path("url").asText());
    }
}
