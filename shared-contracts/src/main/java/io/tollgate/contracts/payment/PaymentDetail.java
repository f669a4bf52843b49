package io.tollgate.contracts.payment;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tollgate.contracts.order.OrderView;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A payment, and what it is for.
 *
 * @param payment the payment
 * @param counted whether its money counts for the order; only one payment of an order does
 * @param order the order; null if it names one that is not here
 * @param attempts the latest tries to pay that order, newest first, 100 at most
 * @param decisions the latest reviews of it that were ended by hand, newest first, 100 at most;
 *     absent if there was none
 */
@Schema(name = "PaymentDetail")
@JsonInclude(JsonInclude.Include.ALWAYS)
public record PaymentDetail(
        PaymentView payment,
        boolean counted,
        @Schema(nullable = true) @Nullable OrderView order,
        List<PaymentAttempt> attempts,
        @Schema(nullable = true) @JsonInclude(JsonInclude.Include.NON_NULL)
                @Nullable List<ReviewDecision> decisions) {}
