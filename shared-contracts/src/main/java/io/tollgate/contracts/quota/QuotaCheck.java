package io.tollgate.contracts.quota;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Body of {@code POST /internal/quota/check}: may this user take so much more?
 *
 * @param userId the product's user
 * @param resource a resource of core's catalogue
 * @param amount how much more, in the resource's unit; 1 if absent, at most 2^53
 */
@Schema(
        name = "QuotaCheck",
        requiredProperties = {"user_id", "resource"})
public record QuotaCheck(
        @Schema(examples = "user-42") String userId,
        @Schema(examples = "projects") String resource,
        @Schema(examples = "1", minimum = "0", defaultValue = "1") @Nullable Long amount) {}
