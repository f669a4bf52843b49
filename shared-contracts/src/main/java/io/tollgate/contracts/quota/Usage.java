package io.tollgate.contracts.quota;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What a user has of one resource.
 *
 * @param userId the product's user
 * @param resource a resource of core's catalogue
 * @param used in the resource's unit
 * @param drift by how much the count differed from what core held; negative if the user has less
 * @param version counts the changes; also sent as {@code ETag}
 */
@Schema(name = "Usage")
public record Usage(
        @Schema(examples = "user-42") String userId,
        @Schema(examples = "projects") String resource,
        @Schema(examples = "7") long used,
        @Schema(examples = "-2") long drift,
        @Schema(examples = "3") long version) {}
