package io.tollgate.contracts.account;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Body of {@code PUT /internal/accounts/{user_id}}.
 *
 * @param customerId the Stripe customer that pays for the user
 */
@Schema(name = "AccountLink", requiredProperties = "customer_id")
public record AccountLink(@Schema(examples = "cus_Q2h8sKx1") String customerId) {}
