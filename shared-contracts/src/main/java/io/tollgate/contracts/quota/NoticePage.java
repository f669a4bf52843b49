package io.tollgate.contracts.quota;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Notices in the order they were committed: reading on from the last one misses none.
 *
 * @param data oldest first
 * @param next pass it as {@code after} to go on, also later; the same as before if there was none
 */
@Schema(name = "NoticePage")
public record NoticePage(List<Notice> data, long next) {

    /**
     * Something a user or support should know; once for each cause.
     *
     * @param noticeId grows with every notice
     * @param userId null while the customer is linked to nobody
     * @param kind {@code near_limit}, {@code at_limit}, {@code over_limit}, {@code grace_started},
     *     {@code grace_ending}, {@code payment_failed}, {@code price_unmapped} or {@code
     *     second_subscription}; others may come
     * @param cause what it is about: the same cause raises no second notice of a kind
     * @param details the numbers, by kind
     * @param raisedAt Unix seconds
     */
    @Schema(name = "Notice")
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Notice(
            long noticeId,
            @Schema(nullable = true) @Nullable String userId,
            String kind,
            String cause,
            @Schema(type = SchemaType.OBJECT) JsonNode details,
            long raisedAt) {}
}
