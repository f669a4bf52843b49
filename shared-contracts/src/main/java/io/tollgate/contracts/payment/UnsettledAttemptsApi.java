package io.tollgate.contracts.payment;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What billing-service has to clear up at Stripe. */
@Path("/internal/payment-attempts")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "payments")
public interface UnsettledAttemptsApi {

    /**
     * Attempts that need something done at Stripe: open ones of orders that are to be cancelled,
     * open ones without an intent that are too old to be tried again, and closed ones whose intent
     * may exist unknown to us. Oldest first.
     */
    @GET
    @Operation(summary = "Attempts that need something done at Stripe, oldest first")
    List<PaymentAttempt> unsettled(
            @Parameter(description = "how many, 1 to 100") @QueryParam("limit") @DefaultValue("100")
                    String limit);
}
