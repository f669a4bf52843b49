package io.tollgate.contracts.subscription;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One page of core's subscriptions, ordered by subscription id.
 *
 * @param data the page, at most {@code limit} entries
 * @param next what to send as {@code after} for the next page; null on the last one
 */
@Schema(name = "SubscriptionPage")
@JsonInclude(JsonInclude.Include.ALWAYS)
public record SubscriptionPage(
        List<SubscriptionView> data, @Schema(nullable = true) @Nullable String next) {}
