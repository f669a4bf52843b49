package io.tollgate.contracts.account;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Body of {@code PUT /internal/accounts/{user_id}}: one of the two.
 *
 * @param customerId the Stripe customer that pays for the user; only from billing-service
 * @param createCustomer true to have billing-service make a customer for the user
 */
@Schema(name = "AccountLink")
public record AccountLink(
        @Schema(examples = "cus_Q2h8sKx1") @Nullable String customerId,
        @Nullable Boolean createCustomer) {

    /** A link to a customer. */
    public static AccountLink to(String customerId) {
        return new AccountLink(customerId, null);
    }
}
