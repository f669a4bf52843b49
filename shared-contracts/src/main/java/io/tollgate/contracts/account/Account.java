package io.tollgate.contracts.account;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A product's user and the one Stripe customer that pays for them.
 *
 * @param userId the product's own id of the user
 * @param customerId Stripe customer, {@code cus_…}; not judged by its prefix
 * @param createdAt when the two were linked, Unix seconds
 * @param gone true once Stripe has deleted the customer; absent otherwise
 */
@Schema(name = "Account")
public record Account(
        @Schema(examples = "user-42") String userId,
        @Schema(examples = "cus_Q2h8sKx1") String customerId,
        @Schema(examples = "1710000000") long createdAt,
        @Nullable Boolean gone) {

    /** A link to a customer that is there. */
    public Account(String userId, String customerId, long createdAt) {
        this(userId, customerId, createdAt, null);
    }
}
