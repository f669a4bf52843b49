package io.tollgate.core.order;

import java.util.List;

/**
 * What an order's payments add up to.
 *
 * @param received minor units of the one payment that counts; 0 if none does
 * @param refunded minor units of it that went back
 * @param disputed whether a dispute of it is open or lost
 * @param review why a person has to look at one of its payments; empty if nobody has to
 * @param canBePaid whether an attempt to pay it is open
 */
public record OrderFacts(
        long received, long refunded, boolean disputed, List<String> review, boolean canBePaid) {

    public OrderFacts {
        review = List.copyOf(review);
    }
}
