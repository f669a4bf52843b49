package io.tollgate.core.payment;

import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import io.tollgate.contracts.payment.PaymentReviewApi;
import io.tollgate.contracts.payment.PaymentReviews;
import jakarta.annotation.security.RolesAllowed;
import java.sql.SQLException;

/** Tells billing-service how many payments wait for a person. */
@HttpAuthenticationMechanism("api-key")
@RolesAllowed("billing")
class PaymentReviewResource implements PaymentReviewApi {

    private final Reviews reviews;

    PaymentReviewResource(Reviews reviews) {
        this.reviews = reviews;
    }

    @Override
    public PaymentReviews count() {
        try {
            return reviews.count();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
