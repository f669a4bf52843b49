package io.tollgate.billing.checkout;

import io.tollgate.contracts.problem.ProblemException;

/**
 * Leads out from wherever Stripe said that it knows no such customer, or has deleted it. It never
 * leaves this package.
 */
final class CustomerMissingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ProblemException otherwise;

    CustomerMissingException(ProblemException otherwise) {
        super(null, otherwise, false, false);
        this.otherwise = otherwise;
    }

    /** What to answer if the user keeps the customer. */
    ProblemException otherwise() {
        return otherwise;
    }
}
