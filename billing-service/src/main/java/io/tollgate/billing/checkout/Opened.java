package io.tollgate.billing.checkout;

import com.fasterxml.jackson.databind.JsonNode;
import io.tollgate.contracts.problem.ProblemException;

/** What came of opening one of Stripe's pages. */
sealed interface Opened {

    /** Stripe's session. */
    record Session(JsonNode session) implements Opened {}

    /**
     * Stripe knows no such customer, or has deleted it.
     *
     * @param otherwise what to answer if there is no other
     */
    record CustomerMissing(ProblemException otherwise) implements Opened {}

    /**
     * The session.
     *
     * @throws ProblemException where there is none
     */
    default JsonNode orThrow() {
        return switch (this) {
            case Session(JsonNode session) -> session;
            case CustomerMissing(ProblemException otherwise) -> throw otherwise;
        };
    }
}
