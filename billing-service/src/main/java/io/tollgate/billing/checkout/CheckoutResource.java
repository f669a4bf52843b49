package io.tollgate.billing.checkout;

import com.fasterxml.jackson.databind.JsonNode;
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
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Where a frontend gets the page on which its user subscribes. */
@Path("/api/checkout/sessions")
@Produces(MediaType.APPLICATION_JSON)
@HttpAuthenticationMechanism("Bearer")
@Authenticated
@Tag(name = "checkout")
class CheckoutResource {

    private static final Logger LOG = Logger.getLogger(CheckoutResource.class);

    /**
     * What the user wants.
     *
     * @param plan a plan of the catalogue
     * @param price one of the plan's Stripe prices; its first if absent
     */
    @Schema(name = "CheckoutRequest", requiredProperties = "plan")
    public record CheckoutRequest(@Nullable String plan, @Nullable String price) {}

    /**
     * Where to send the user.
     *
     * @param url Stripe's page; it is the user's alone
     */
    @Schema(name = "CheckoutSession")
    public record CheckoutSession(String url, String sessionId) {}

    private final Checkout checkout;
    private final JsonWebToken token;

    CheckoutResource(Checkout checkout, JsonWebToken token) {
        this.checkout = checkout;
        this.token = token;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RunOnVirtualThread
    @Operation(
            summary = "A page of Stripe's to subscribe to a plan",
            description = "One open session for each user: the earlier is returned or expired.")
    @APIResponse(responseCode = "200", description = "The open session")
    @APIResponse(responseCode = "404", description = "not_found: there is no such plan")
    @APIResponse(
            responseCode = "409",
            description =
                    "subscription_exists, checkout_not_configured, checkout_refused or"
                            + " stripe_key_missing")
    @APIResponse(
            responseCode = "503",
            description = "stripe_unavailable or core_unavailable, with Retry-After")
    public CheckoutSession subscribe(@Nullable CheckoutRequest request) {
        CheckoutRequest wanted = FieldChecks.body(request);
        FieldChecks checks = new FieldChecks();
        checks.text("sub", token.getSubject());
        checks.text("plan", wanted.plan());
        checks.optionalText("price", wanted.price());
        checks.throwIfAny();
        JsonNode session =
                checkout.subscribe(
                        token.getSubject(), String.valueOf(wanted.plan()), wanted.price());
        CheckoutSession opened =
                new CheckoutSession(session.path("url").asText(), session.path("id").asText());
        LOG.infof("checkout user=%s session=%s", token.getSubject(), opened.sessionId());
        return opened;
    }
}
