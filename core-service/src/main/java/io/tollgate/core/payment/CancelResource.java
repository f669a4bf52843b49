package io.tollgate.core.payment;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import io.tollgate.contracts.order.OrderView;
import io.tollgate.contracts.payment.ReviewReason;
import io.tollgate.contracts.problem.ProblemCode;
import io.tollgate.contracts.problem.ProblemException;
import io.tollgate.core.order.Orders;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.logging.Logger;

/** Where the product's backend takes an order back before it is paid. */
@Path("/internal/orders/{id}/cancel")
@Produces(MediaType.APPLICATION_JSON)
@HttpAuthenticationMechanism("api-key")
@RolesAllowed("product")
@Tag(name = "orders")
class CancelResource {

    private static final Logger LOG = Logger.getLogger(CancelResource.class);

    private final Attempts attempts;
    private final MeterRegistry metrics;

    CancelResource(Attempts attempts, MeterRegistry metrics) {
        this.attempts = attempts;
        this.metrics = metrics;
    }

    @POST
    @Consumes(MediaType.WILDCARD)
    @Operation(
            summary = "Cancel an order that is not paid",
            description =
                    "An open payment intent is cancelled at Stripe first. If it was paid before,"
                            + " the order is paid and under review: refund it.")
    @APIResponse(
            responseCode = "200",
            description = "It is cancelled",
            content = @Content(schema = @Schema(implementation = OrderView.class)))
    @APIResponse(
            responseCode = "202",
            description = "It will be, once its open intent is",
            content = @Content(schema = @Schema(implementation = OrderView.class)))
    @APIResponse(
            responseCode = "400",
            description =
                    "order_not_pending: paid and refunded; payment_already_processed: paid, and an"
                            + " operator has decided that it stands")
    @APIResponse(responseCode = "404", description = "order_not_found")
    @APIResponse(responseCode = "409", description = "order_under_review: it is paid")
    public Response cancel(@PathParam("id") String id) {
        long orderId = Orders.number(id);
        return switch (attempts.cancel(orderId)) {
            case Attempts.Cancel.Done(OrderView order) -> {
                LOG.infof("order_canceled order=%d", orderId);
                yield Response.ok(order).build();
            }
            case Attempts.Cancel.Requested(OrderView order) -> {
                LOG.infof("order_cancel_requested order=%d", orderId);
                yield Response.accepted(order).build();
            }
            case Attempts.Cancel.TooLate(OrderView order, boolean first, boolean stands) -> {
                if (stands) {
                    throw new ProblemException(
                            ProblemCode.PAYMENT_ALREADY_PROCESSED,
                            "The order is paid, and an operator has decided that it stands: refund"
                                    + " it to take it back.");
                }
                if (order.review().isEmpty()) {
                    throw new ProblemException(
                            ProblemCode.ORDER_NOT_PENDING, "The order was paid and refunded.");
                }
                LOG.warnf("order_cancel_too_late order=%d", orderId);
                if (first) {
                    metrics.counter(Reviews.METRIC, "reason", ReviewReason.CANCEL_REQUESTED.wire())
                            .increment();
                }
                throw new ProblemException(
                        ProblemCode.ORDER_UNDER_REVIEW,
                        "The order is paid. It is under review now: refund it to take it back.");
            }
        };
    }
}
