package io.tollgate.core.order;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tollgate.contracts.order.OrderView;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One page of a user's orders, newest first.
 *
 * @param data the page, at most {@code limit} entries
 * @param next what to send as {@code after} for the next page; null on the last one
 */
@Schema(name = "OrderPage")
@JsonInclude(JsonInclude.Include.ALWAYS)
public record OrderPage(List<OrderView> data, @Schema(nullable = true) @Nullable String next) {}
