package io.tollgate.core.order;

import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import io.tollgate.contracts.order.OrderView;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Where the product's backend orders for its users. */
@Path("/internal/orders")
@Produces(MediaType.APPLICATION_JSON)
@HttpAuthenticationMechanism("api-key")
@Tag(name = "orders", description = "What users ordered, and whether it is paid")
class OrderResource {

    private final OrderDesk desk;
    private final Orders orders;

    OrderResource(OrderDesk desk, Orders orders) {
        this.desk = desk;
        this.orders = orders;
    }

    @POST
    @RolesAllowed("product")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Order for a user: lines priced by the catalogue, or a total",
            description = "A total is in minor units by Stripe's own exponents.")
    @APIResponse(
            responseCode = "201",
            description = "The order, new or as made under this key",
            content = @Content(schema = @Schema(implementation = OrderView.class)))
    @APIResponse(responseCode = "409", description = "idempotency_conflict")
    public Response create(
            @Parameter(description = "the same again makes no second order")
                    @HeaderParam("Idempotency-Key")
                    @Nullable String key,
            @Nullable NewOrder order) {
        return Response.status(Response.Status.CREATED).entity(desk.ofProduct(order, key)).build();
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({"product", "billing"})
    @Operation(summary = "An order")
    @APIResponse(responseCode = "200", description = "As it is now")
    @APIResponse(responseCode = "404", description = "order_not_found")
    public OrderView get(@PathParam("id") String id) {
        return orders.get(id);
    }
}
