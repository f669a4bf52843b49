package io.tollgate.contracts.quota;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Body of {@code PUT /internal/quota/users/{user_id}/usage/{resource}}: the product's own count.
 *
 * @param used what the user has now, in the resource's unit; at most 2^53
 */
@Schema(name = "UsageCount", requiredProperties = "used")
public record UsageCount(@Schema(examples = "7", minimum = "0") Long used) {}
