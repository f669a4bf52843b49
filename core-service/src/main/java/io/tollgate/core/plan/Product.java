package io.tollgate.core.plan;

import java.util.Map;

/**
 * Something that is sold once.
 *
 * @param sku what orders name it by
 * @param name what people read
 * @param prices of one piece in minor units, by currency
 */
public record Product(String sku, String name, Map<String, Long> prices) {

    public Product {
        prices = Map.copyOf(prices);
    }
}
