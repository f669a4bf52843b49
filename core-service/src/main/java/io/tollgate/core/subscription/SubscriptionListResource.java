package io.tollgate.core.subscription;

import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import io.tollgate.contracts.problem.FieldChecks;
import io.tollgate.contracts.subscription.SubscriptionPage;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Lists what core holds, so that billing-service can compare it with Stripe. */
@Path("/internal/subscriptions")
@Produces(MediaType.APPLICATION_JSON)
@HttpAuthenticationMechanism("api-key")
@RolesAllowed("billing")
@Tag(name = "subscriptions")
class SubscriptionListResource {

    /** A page is answered from memory: 500 rows with 100 items each stay below 10 MiB. */
    private static final int MAX_LIMIT = 500;

    private final Subscriptions subscriptions;

    SubscriptionListResource(Subscriptions subscriptions) {
        this.subscriptions = subscriptions;
    }

    @GET
    @Operation(summary = "List subscriptions, ordered by id")
    public SubscriptionPage list(
            @Parameter(description = "the next of the page before; absent for the first page")
                    @QueryParam("after")
                    @Nullable String after,
            @Parameter(description = "page size, 1 to 500")
                    @QueryParam("limit")
                    @DefaultValue("100")
                    String limit) {
        FieldChecks checks = new FieldChecks();
        checks.optionalText("after", after);
        int size = size(limit);
        if (size == 0) {
            checks.refuse("limit", "must be a whole number from 1 to " + MAX_LIMIT);
        }
        checks.throwIfAny();
        return subscriptions.page(after == null ? "" : after, size);
    }

    /** The page size; 0 for what is none. */
    private static int size(String limit) {
        if (!limit.matches("[0-9]{1,3}")) {
            return 0;
        }
        int size = Integer.parseInt(limit);
        return size <= MAX_LIMIT ? size : 0;
    }
}
