package io.tollgate.core.order;

import io.tollgate.contracts.order.OrderLine;
import java.util.List;

/**
 * What is ordered, with its price.
 *
 * @param currency three lower-case letters
 * @param lines may be empty
 * @param amount of all of it, in minor units
 */
record Priced(String currency, List<OrderLine> lines, long amount) {

    Priced {
        lines = List.copyOf(lines);
    }
}
