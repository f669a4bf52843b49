package io.tollgate.contracts.quota;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * So much of one resource.
 *
 * @param resource a countable resource of core's catalogue
 * @param amount in the resource's unit; 1 if absent, at most 2^53
 */
@Schema(name = "QuotaAmount", requiredProperties = "resource")
public record QuotaAmount(
        @Schema(examples = "projects") String resource,
        @Schema(examples = "1", minimum = "0", defaultValue = "1") @Nullable Long amount) {}
