package io.tollgate.billing.payment;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * How much, and why.
 *
 * @param amount minor units; all that is left if absent
 * @param reason duplicate, fraudulent or requested_by_customer
 */
@Schema(name = "RefundRequest")
public record RefundRequest(@Nullable Long amount, @Nullable String reason) {}
