package io.tollgate.core.quota;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tollgate.contracts.client.CheckResult;
import io.tollgate.contracts.client.QuotaClient;
import io.tollgate.contracts.client.TakeResult;
import io.tollgate.contracts.client.WhenUnavailable;
import io.tollgate.contracts.problem.ProblemCode;
import io.tollgate.contracts.quota.QuotaAmount;
import io.tollgate.core.Api;
import io.tollgate.core.TurnableClock;
import io.tollgate.testing.TestEnvironment;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The client for products, against the real service, and against nobody. */
@QuarkusTest
@WithTestResource(TestEnvironment.class)
class QuotaClientTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final WhenUnavailable CLOSED = WhenUnavailable.FAIL_CLOSED;

    @SuppressWarnings("NullAway.Init")
    @TestHTTPResource("/")
    URI root;

    @Inject TurnableClock clock;

    private final String user = Api.fresh("user-");

    @BeforeEach
    void resetClock() {
        clock.reset();
    }

    private QuotaClient client() {
        return new QuotaClient(root, Api.PRODUCT_KEY, PATIENCE);
    }

    private static List<QuotaAmount> projects(long amount) {
        return List.of(new QuotaAmount("projects", amount));
    }

    @Test
    void whatFitsIsGrantedOnceForAKeyAndWhatDoesNotComesWithTheNumbers() {
        TakeResult first = client().consume(user, "a", projects(2), CLOSED);
        TakeResult repeat = client().consume(user, "a", projects(2), CLOSED);
        TakeResult tooMuch = client().consume(user, "b", projects(2), CLOSED);

        assertThat(first).isInstanceOf(TakeResult.Granted.class).isEqualTo(repeat);
        assertThat(tooMuch)
                .isInstanceOfSatisfying(
                        TakeResult.Exceeded.class,
                        it -> {
                            assertThat(it.problem().used()).isEqualTo(2);
                            assertThat(it.problem().limit()).isEqualTo(3);
                        });
        assertThat(tooMuch.allowed()).isFalse();
    }

    @Test
    void aReservationIsCommittedOrReleasedByItsId() {
        String one = reserve("a");
        String other = reserve("b");

        assertThat(client().commit(one, projects(1), CLOSED).allowed()).isTrue();
        assertThat(client().release(other, CLOSED).allowed()).isTrue();

        assertThat(client().commit(other, null, CLOSED))
                .isInstanceOfSatisfying(
                        TakeResult.Refused.class,
                        it ->
                                assertThat(it.problem().code())
                                        .isEqualTo(ProblemCode.RESERVATION_CLOSED));
        assertThat(client().giveBack(user, "c", projects(1), CLOSED).allowed()).isTrue();
    }

    private String reserve(String key) {
        TakeResult result = client().reserve(user, key, projects(1), Duration.ofMinutes(1), CLOSED);
        return result instanceof TakeResult.Granted(var grant)
                ? String.valueOf(grant.reservationId())
                : "none";
    }

    @Test
    void aCheckIsAnsweredOrRefused() {
        CheckResult fits = client().check(user, "projects", 3, CLOSED);
        CheckResult wrong = client().check(user, "cats", 1, CLOSED);

        assertThat(fits.allowed()).isTrue();
        assertThat(wrong)
                .isInstanceOfSatisfying(
                        CheckResult.Refused.class,
                        it ->
                                assertThat(it.problem().code())
                                        .isEqualTo(ProblemCode.INVALID_REQUEST));
    }

    @Test
    void aWrongKeyIsNoReasonToGoOnUncounted() {
        QuotaClient stranger = new QuotaClient(root, "not-a-key-of-anybody", PATIENCE);

        assertThat(stranger.check(user, "projects", 1, WhenUnavailable.FAIL_OPEN).allowed())
                .isFalse();
    }

    @Test
    void whileCoreIsAwayTheCallersOwnChoiceCounts() throws Exception {
        URI nobody;
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            nobody = URI.create("http://127.0.0.1:" + probe.getLocalPort());
        }
        QuotaClient client = new QuotaClient(nobody, Api.PRODUCT_KEY, Duration.ofMillis(500));

        assertThat(client.consume(user, "a", projects(1), WhenUnavailable.FAIL_OPEN))
                .isInstanceOf(TakeResult.Unavailable.class)
                .matches(TakeResult::allowed);
        assertThat(client.consume(user, "a", projects(1), CLOSED).allowed()).isFalse();
        assertThat(client.check(user, "projects", 1, CLOSED).allowed()).isFalse();
    }

    /** It takes connections and never answers. */
    @Test
    void coreThatDoesNotAnswerCountsAsAway() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"))) {
            URI uri = URI.create("http://127.0.0.1:" + silent.getLocalPort());
            QuotaClient client = new QuotaClient(uri, Api.PRODUCT_KEY, Duration.ofMillis(200));

            assertThat(client.check(user, "projects", 1, WhenUnavailable.FAIL_OPEN))
                    .isInstanceOf(CheckResult.Unavailable.class)
                    .matches(CheckResult::allowed);
        }
    }
}
