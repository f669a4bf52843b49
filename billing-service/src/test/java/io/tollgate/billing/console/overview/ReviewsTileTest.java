package io.tollgate.billing.console.overview;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tollgate.billing.CoreDouble;
import io.tollgate.billing.Inspect;
import io.tollgate.billing.console.CoreBooks;
import io.tollgate.contracts.payment.PaymentReviews;
import io.tollgate.testing.TestEnvironment;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The overview says how many payments wait for a person, and waits for no core that hangs. */
@QuarkusTest
@WithTestResource(TestEnvironment.class)
@WithTestResource(CoreDouble.class)
class ReviewsTileTest {

    private static final String REVIEWS = "/internal/payments/reviews";

    @Inject Reviews reviews;

    @BeforeEach
    void nothingIsKnown() {
        CoreBooks.empty();
    }

    @Test
    void core_says_how_many_there_are() {
        CoreBooks.holds(REVIEWS, new PaymentReviews(3, Map.of("amount_differs", 3L)));

        // A question that is under way may still be another test's.
        Inspect.until("core's count", () -> reviews.count().equals(OptionalLong.of(3)));
    }

    @Test
    void an_older_core_does_not() {
        assertThat(reviews.count()).isEmpty();
    }

    @Test
    @Timeout(8)
    void a_core_that_hangs_is_not_waited_for() {
        CoreDouble.core()
                .register(
                        get(urlPathEqualTo(REVIEWS))
                                .willReturn(
                                        okJson("{}")
                                                .withFixedDelay(
                                                        (int) Duration.ofSeconds(10).toMillis())));

        assertThat(reviews.count()).isEmpty();
        assertThat(reviews.count()).isEmpty();
    }
}
