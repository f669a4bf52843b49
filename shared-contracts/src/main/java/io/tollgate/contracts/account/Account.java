package io.tollgate.contracts.account;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A product's user and the one Stripe customer that pays for them.
 *
 * @param userId the product's own id of the user
 * @param customerId Stripe customer, {@code cus_…}; not judged by its prefix
 * @param createdAt when the two were linked, Unix seconds
 */
@Schema(name = "Account")
public record Account(
        @Schema(examples = "user-42") String userId,
        @Schema(examples = "cus_Q2h8sKx1") String customerId,
        @Schema(examples = "1710000000") long createdAt) {}
