package io.tollgate.contracts.account;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Who was found.
 *
 * @param data exact matches first, then by user id
 * @param more whether there are more than were asked for
 */
@Schema(name = "UsersFound")
public record UsersFound(List<Found> data, boolean more) {

    /**
     * A user, or a customer that belongs to none yet.
     *
     * @param userId the product's user; null for a customer that is linked to nobody
     * @param customerId their Stripe customer; null if they have none
     * @param by what was matched: {@code user_id}, {@code user_id_prefix}, {@code customer_id},
     *     {@code subscription_id}, {@code payment_intent_id}, {@code order_id} or {@code
     *     order_ref}; others may come
     */
    @Schema(name = "UserFound")
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Found(
            @Schema(nullable = true) @Nullable String userId,
            @Schema(nullable = true) @Nullable String customerId,
            @Schema(examples = "customer_id") String by) {}
}
