package io.tollgate.contracts.subscription;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** The one call billing-service makes for a subscription; core-service implements it. */
@Path("/internal/subscription/update")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public interface SubscriptionUpdateApi {

    /**
     * Brings core's state of one subscription up to date.
     *
     * <p>Guards, in this order: a terminal subscription changes no more; if both sides have a
     * sequence, a lower one is stale and an equal one unchanged (409 {@code sequence_conflict} if
     * its content differs); if both have {@code occurred_at}, an older one is stale; otherwise it
     * is applied.
     */
    @POST
    SubscriptionUpdateResult update(SubscriptionUpdate update);
}
