package io.tollgate.core.payment;

import java.util.List;
import java.util.Map;

/**
 * Which payments are wanted.
 *
 * @param after intents after this one; empty for all
 * @param ids only these; empty for all
 * @param state only those in it
 */
record PaymentFilter(String after, List<String> ids, State state) {

    enum State {
        ANY,
        /** Neither succeeded nor canceled. */
        OPEN,
        /** A person has to look at it. */
        REVIEW
    }

    /** The query's conditions and order; it takes {@link #parameters}. */
    String query() {
        String some = ids.isEmpty() ? "" : " and paymentIntentId in :ids";
        String inState =
                switch (state) {
                    case ANY -> "";
                    case OPEN -> " and status not in ('succeeded', 'canceled')";
                    case REVIEW -> " and underReview = true";
                };
        return "paymentIntentId > :after" + some + inState + " order by paymentIntentId";
    }

    Map<String, Object> parameters() {
        return ids.isEmpty() ? Map.of("after", after) : Map.of("after", after, "ids", ids);
    }
}
