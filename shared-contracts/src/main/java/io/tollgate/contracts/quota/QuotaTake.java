package io.tollgate.contracts.quota;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Body of {@code POST /internal/quota/reservations}, {@code /consume} and {@code /give-back}: all
 * of the items or none.
 *
 * @param userId the product's user
 * @param items what to take or to give back, each resource once
 * @param ttlSeconds for a reservation: how long it holds without a commit; core's default if absent
 */
@Schema(
        name = "QuotaTake",
        requiredProperties = {"user_id", "items"})
public record QuotaTake(
        @Schema(examples = "user-42") String userId,
        List<QuotaAmount> items,
        @Schema(examples = "600", minimum = "1") @Nullable Long ttlSeconds) {}
