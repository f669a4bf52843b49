package io.tollgate.local.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.stripe.exception.ApiException;
import com.stripe.exception.IdempotencyException;
import com.stripe.model.Customer;
import com.stripe.net.RequestOptions;
import com.stripe.param.CustomerCreateParams;
import io.tollgate.local.standin.RawClient.Raw;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The same key twice, and calls that go wrong on purpose. */
class IdempotencyTest {

    private final Fixture fixture = Fixture.start();

    @AfterEach
    void stop() {
        fixture.close();
    }

    private Customer create(String key, String name) throws Exception {
        return fixture.stripe()
                .v1()
                .customers()
                .create(
                        CustomerCreateParams.builder().setName(name).build(),
                        RequestOptions.builder().setIdempotencyKey(key).build());
    }

    private Raw post(String key, String form) throws IOException {
        return fixture.raw().with("Idempotency-Key", key).post("/v1/customers", form);
    }

    private int customers() throws IOException {
        return fixture.raw().get("/v1/customers?limit=100").body().get("data").size();
    }

    @Test
    void theSameKeyGetsTheSameAnswerAndNothingIsDoneTwice() throws Exception {
        Customer first = create("key-1", "Alice");

        Raw again = post("key-1", "name=Alice");

        assertThat(again.body().path("id").asText()).isEqualTo(first.getId());
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(again.header("Original-Request")).isEqualTo(first.getLastResponse().requestId());
        assertThat(customers()).isEqualTo(1);
        assertThat(fixture.lastEvent("customer.created").at("/request/idempotency_key").asText())
                .isEqualTo("key-1");
    }

    @Test
    void theSameKeyForSomethingElseIsRefused() throws Exception {
        create("key-1", "Alice");

        assertThatThrownBy(() -> create("key-1", "Bob")).isInstanceOf(IdempotencyException.class);
    }

    @Test
    void aKeyIsForgottenAfterADay() throws Exception {
        create("key-1", "Alice");
        fixture.advanceHours(25);

        create("key-1", "Bob");

        assertThat(customers()).isEqualTo(2);
    }

    @Test
    void aRefusedCallDoesNotUseItsKeyUp() throws Exception {
        Raw refused = post("key-1", "colour=red");

        Raw accepted = post("key-1", "name=Alice");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(accepted.status()).isEqualTo(200);
    }

    @Test
    void anInternalErrorIsTheAnswerFromThenOn() throws Exception {
        fixture.control().faults(Map.of("api_500", 1.0));
        assertThatThrownBy(() -> create("key-1", "Alice"))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.getStatusCode()).isEqualTo(500));
        fixture.control().clearFaults();

        Raw again = post("key-1", "name=Alice");

        assertThat(again.status()).isEqualTo(500);
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(customers()).isZero();
    }

    /** Of two calls with one key, the first is held open, and the second sees that. */
    @Test
    void aKeyInUseIsAConflict() throws Exception {
        fixture.control().faults(Map.of("api_timeout", 1.0, "api_timeout_ms", 20_000));
        CompletableFuture<Raw> one = CompletableFuture.supplyAsync(() -> unchecked("key-1"));
        CompletableFuture<Raw> other = CompletableFuture.supplyAsync(() -> unchecked("key-1"));

        Raw conflict = (Raw) CompletableFuture.anyOf(one, other).get(15, TimeUnit.SECONDS);

        assertThat(conflict.status()).isEqualTo(409);
        assertThat(conflict.error().path("code").asText()).isEqualTo("idempotency_key_in_use");
        assertThat(conflict.header("Stripe-Should-Retry")).isEqualTo("true");
        fixture.close();
        assertThatThrownBy(() -> CompletableFuture.allOf(one, other).get(15, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class);
    }

    private Raw unchecked(String key) {
        try {
            return post(key, "name=Alice");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aLostReplyWasCarriedOutAndTheSameKeyTellsHow() throws Exception {
        fixture.control().faults(Map.of("api_lost_reply", 1.0));
        assertThatThrownBy(() -> post("key-1", "name=Alice")).isInstanceOf(IOException.class);
        fixture.control().clearFaults();
        assertThat(customers()).isEqualTo(1);

        Raw again = post("key-1", "name=Alice");

        assertThat(again.status()).isEqualTo(200);
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(customers()).isEqualTo(1);
    }

    @Test
    void aResetOrTimedOutCallWasNotCarriedOut() throws Exception {
        fixture.control().faults(Map.of("api_reset", 1.0));
        assertThatThrownBy(() -> post("key-1", "name=Alice")).isInstanceOf(IOException.class);
        fixture.control().clearFaults();
        fixture.control().faults(Map.of("api_timeout", 1.0, "api_timeout_ms", 10));
        assertThatThrownBy(() -> post("key-2", "name=Alice")).isInstanceOf(IOException.class);
        fixture.control().clearFaults();

        assertThat(customers()).isZero();
    }

    @Test
    void throttlingComesBeforeTheKey() throws Exception {
        fixture.control().faults(Map.of("api_429", 1.0));
        Raw throttled = post("key-1", "name=Alice");
        fixture.control().clearFaults();

        Raw accepted = post("key-1", "name=Alice");

        assertThat(throttled.status()).isEqualTo(429);
        assertThat(throttled.error().path("code").asText()).isEqualTo("rate_limit");
        assertThat(accepted.status()).isEqualTo(200);
        assertThat(accepted.header("Idempotent-Replayed")).isEmpty();
    }

    @Test
    void faultsCanBeForReadingOnly() throws Exception {
        fixture.control().faults(Map.of("api_500", 1.0, "api_only_get", true));

        assertThat(post("key-1", "name=Alice").status()).isEqualTo(200);
        assertThat(fixture.raw().get("/v1/customers").status()).isEqualTo(500);
    }

    @Test
    void everyCallIsCountedByItsRouteAndItsOutcome() throws Exception {
        Customer customer = create("key-1", "Alice");
        fixture.control().resetCalls();
        fixture.raw().get("/v1/customers/" + customer.getId());
        fixture.raw().get("/v1/customers/cus_nowhere");

        assertThat(fixture.control().calls().path("total").asInt()).isEqualTo(2);
        assertThat(fixture.control().calls().at("/by").path("GET /v1/customers/{id} 200").asInt())
                .isEqualTo(1);
        assertThat(fixture.control().calls().at("/by").path("GET /v1/customers/{id} 404").asInt())
                .isEqualTo(1);
    }

    @Test
    void aFaultNobodyKnowsIsRefused() {
        assertThatThrownBy(() -> fixture.control().faults(Map.of("gremlins", 1)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("gremlins");
        assertThatThrownBy(() -> fixture.control().faults(Map.of("drop", 1.5)))
                .isInstanceOf(IOException.class);
    }
}
