package io.tollgate.core.order;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Body of a new order.
 *
 * @param userId whose it is; only from the product's backend, a user's own comes from the token
 * @param currency three lower-case letters
 * @param lines what is ordered, priced by the catalogue
 * @param amount a total in minor units in place of lines; only from the product's backend
 */
@Schema(name = "NewOrder", requiredProperties = "currency")
public record NewOrder(
        @Nullable String userId,
        @Schema(examples = "usd") @Nullable String currency,
        @Nullable List<Line> lines,
        @Nullable Long amount) {

    /**
     * A line.
     *
     * @param sku one of the catalogue's products
     * @param quantity 1 to 1,000,000
     */
    @Schema(
            name = "NewOrderLine",
            requiredProperties = {"sku", "quantity"})
    public record Line(
            @Schema(examples = "storage_boost") @Nullable String sku,
            @Schema(examples = "1") @Nullable Long quantity) {}
}
