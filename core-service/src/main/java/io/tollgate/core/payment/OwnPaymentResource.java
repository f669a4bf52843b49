package io.tollgate.core.payment;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.security.Authenticated;
import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import io.tollgate.contracts.payment.PaymentUpdate;
import io.tollgate.contracts.payment.PaymentView;
import io.tollgate.contracts.problem.FieldChecks;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What a user paid, and what came back; nobody sees another's. */
@Path("/api/payments")
@Produces(MediaType.APPLICATION_JSON)
@HttpAuthenticationMechanism("Bearer")
@Authenticated
@Tag(name = "own data")
class OwnPaymentResource {

    private static final int MAX_LIMIT = 100;

    /**
     * A payment of the user's. Amounts are minor units, times Unix seconds.
     *
     * @param paymentIntentId Stripe payment intent
     * @param createdAt when it was started
     * @param orderId what it is for
     * @param status Stripe's word
     * @param failureCode why the last try failed
     * @param underReview whether somebody is looking at it
     */
    @Schema(name = "OwnPayment")
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record OwnPayment(
            String paymentIntentId,
            long createdAt,
            @Nullable Long orderId,
            String status,
            String currency,
            long amount,
            long amountReceived,
            long amountRefunded,
            @Schema(nullable = true) @Nullable String failureCode,
            List<PaymentUpdate.Refund> refunds,
            List<PaymentUpdate.Dispute> disputes,
            boolean underReview) {

        static OwnPayment of(PaymentView view) {
            return new OwnPayment(
                    view.paymentIntentId(),
                    view.createdAt(),
                    view.orderId(),
                    view.status(),
                    view.currency(),
                    view.amount(),
                    view.amountReceived(),
                    view.amountRefunded(),
                    view.failureCode(),
                    view.refunds(),
                    view.disputes(),
                    !view.review().isEmpty());
        }
    }

    /**
     * One page of a user's payments, newest first.
     *
     * @param next what to send as {@code after} for the next page; null on the last one
     */
    @Schema(name = "OwnPaymentPage")
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record OwnPaymentPage(
            List<OwnPayment> data, @Schema(nullable = true) @Nullable String next) {}

    private final Payments payments;
    private final JsonWebToken token;

    OwnPaymentResource(Payments payments, JsonWebToken token) {
        this.payments = payments;
        this.token = token;
    }

    @GET
    @Operation(summary = "My payments, newest first, with refunds and disputes")
    public OwnPaymentPage page(
            @Parameter(description = "the next of the page before; absent for the first page")
                    @QueryParam("after")
                    @Nullable String after,
            @Parameter(description = "page size, 1 to 100") @QueryParam("limit") @DefaultValue("20")
                    String limit) {
        FieldChecks checks = new FieldChecks();
        checks.text("sub", token.getSubject());
        long below = checks.pageAfter(after, Long.MAX_VALUE);
        int size = checks.pageSize(limit, MAX_LIMIT);
        checks.throwIfAny();
        List<Payments.Entry> page = payments.ofUser(token.getSubject(), below, size);
        return new OwnPaymentPage(
                page.stream().map(Payments.Entry::view).map(OwnPayment::of).toList(),
                page.size() < size ? null : Long.toString(page.getLast().number()));
    }
}
