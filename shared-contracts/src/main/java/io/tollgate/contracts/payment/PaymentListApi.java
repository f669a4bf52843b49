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
import org.jspecify.annotations.Nullable;

/** What core-service holds, so that billing-service can compare it with Stripe. */
@Path("/internal/payments")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "payments")
public interface PaymentListApi {

    /** Most ids in one call: what fits into a request line. */
    int MAX_IDS = 50;

    /** Payments ordered by intent id, those that meet every condition given. */
    @GET
    @Operation(summary = "List payments, ordered by payment intent")
    PaymentPage list(
            @Parameter(description = "the next of the page before; absent for the first page")
                    @QueryParam("after")
                    @Nullable String after,
            @Parameter(description = "page size, 1 to 500")
                    @QueryParam("limit")
                    @DefaultValue("100")
                    String limit,
            @Parameter(description = "only these, 50 at most") @QueryParam("ids")
                    @Nullable List<String> ids,
            @Parameter(
                            description =
                                    "open: neither succeeded nor canceled; review: a person has to"
                                            + " look at it")
                    @QueryParam("state")
                    @Nullable String state);
}
