package io.tollgate.billing.core;

import io.tollgate.contracts.quota.QuotaExplanation;
import io.tollgate.contracts.quota.QuotaSummary;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.rest.client.annotation.ClientHeaderParam;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jspecify.annotations.Nullable;

/** What core-service lets billing read of users' plans over HTTP; core answers it with an ETag. */
@Path("/internal/quota/users/{user_id}")
@Produces(MediaType.APPLICATION_JSON)
@RegisterRestClient(configKey = "core")
@ClientHeaderParam(name = "X-API-Key", value = "${tollgate.core.api-key}")
interface CoreQuotaApi {

    /** Plan, limits and usage now. */
    @GET
    QuotaSummary summary(@PathParam("user_id") String userId);

    /** Why the user may or may not. */
    @GET
    @Path("/explain")
    QuotaExplanation explain(
            @PathParam("user_id") String userId,
            @QueryParam("resource") String resource,
            @QueryParam("at") @Nullable String at,
            @QueryParam("amount") @Nullable String amount);
}
