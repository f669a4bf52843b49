package io.tollgate.core.order;

import io.quarkus.security.Authenticated;
import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import io.tollgate.contracts.order.OrderView;
import io.tollgate.contracts.problem.FieldChecks;
import io.tollgate.contracts.problem.ProblemCode;
import io.tollgate.contracts.problem.ProblemException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Where a user orders, and sees what has become of it; nobody sees another's. */
@Path("/api/orders")
@Produces(MediaType.APPLICATION_JSON)
@HttpAuthenticationMechanism("Bearer")
@Authenticated
@Tag(name = "own data")
class OwnOrderResource {

    private static final int MAX_LIMIT = 100;

    private final OrderDesk desk;
    private final Orders orders;
    private final JsonWebToken token;

    OwnOrderResource(OrderDesk desk, Orders orders, JsonWebToken token) {
        this.desk = desk;
        this.orders = orders;
        this.token = token;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Order something",
            description = "The catalogue says what it costs. Pay it by its order_id.")
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
        return Response.status(Response.Status.CREATED)
                .entity(desk.ofUser(token.getSubject(), order, key))
                .build();
    }

    @GET
    @Operation(summary = "My orders, newest first")
    public OrderPage page(
            @Parameter(description = "the next of the page before; absent for the first page")
                    @QueryParam("after")
                    @Nullable String after,
            @Parameter(description = "page size, 1 to 100") @QueryParam("limit") @DefaultValue("20")
                    String limit) {
        FieldChecks checks = new FieldChecks();
        long below = checks.pageAfter(after, Long.MAX_VALUE);
        int size = checks.pageSize(limit, MAX_LIMIT);
        checks.throwIfAny();
        List<OrderView> page = orders.page(token.getSubject(), below, size);
        return new OrderPage(
                page, page.size() < size ? null : Long.toString(page.getLast().orderId()));
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "One of my orders")
    @APIResponse(responseCode = "200", description = "As it is now")
    @APIResponse(responseCode = "403", description = "order_forbidden: another user's order")
    @APIResponse(responseCode = "404", description = "order_not_found")
    public OrderView get(@PathParam("id") String id) {
        OrderView order = orders.get(id);
        if (!order.userId().equals(token.getSubject())) {
            throw new ProblemException(
                    ProblemCode.ORDER_FORBIDDEN, "This is another user's order.");
        }
        return order;
    }
}
