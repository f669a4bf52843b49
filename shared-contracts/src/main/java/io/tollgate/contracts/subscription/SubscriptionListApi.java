package io.tollgate.contracts.subscription;

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
@Path("/internal/subscriptions")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "subscriptions")
public interface SubscriptionListApi {

    /** Most ids in one call: what fits into a request line. */
    int MAX_IDS = 50;

    /** Subscriptions ordered by id, those that meet every condition given. */
    @GET
    @Operation(summary = "List subscriptions, ordered by id")
    SubscriptionPage list(
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
                                    "only those that have not ended although they expired before"
                                            + " this time, Unix seconds")
                    @QueryParam("overdue_before")
                    @Nullable String overdueBefore,
            @Parameter(description = "only those of this Stripe customer")
                    @QueryParam("customer_id")
                    @Nullable String customerId,
            @Parameter(
                            description =
                                    "with customer_id: also those of the other customers that its"
                                            + " user has or had")
                    @QueryParam("with_former")
                    @DefaultValue("false")
                    boolean withFormer);
}
