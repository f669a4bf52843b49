package io.tollgate.contracts.order;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A line of an order, with the price it had when it was ordered.
 *
 * @param sku what was ordered
 * @param name what people read
 * @param quantity how many
 * @param unitAmount of one, in minor units
 * @param amount of all, in minor units
 */
@Schema(name = "OrderLine")
public record OrderLine(
        String sku, @Nullable String name, long quantity, long unitAmount, long amount) {}
