package io.tollgate.core.payment;

import java.util.List;

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
}
