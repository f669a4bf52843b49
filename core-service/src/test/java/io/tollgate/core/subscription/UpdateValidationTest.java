package io.tollgate.core.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tollgate.contracts.Json;
import io.tollgate.contracts.subscription.SubscriptionUpdate.Item;
import io.tollgate.core.Api;
import io.tollgate.core.Updates;
import io.tollgate.testing.TestEnvironment;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A bad body is answered with the name of every bad field, and nothing a caller sends is a 5xx. */
@QuarkusTest
@WithTestResource(TestEnvironment.class)
class UpdateValidationTest {

    private static final ObjectMapper MAPPER = Json.newMapper();
    private static final int MUTATIONS = 1_000;

    private static ObjectNode body() {
        return MAPPER.valueToTree(Updates.fresh().build());
    }

    private static void refuses(String json, String... fields) {
        Api.update(json)
                .statusCode(400)
                .contentType("application/problem+json")
                .body("code", equalTo("invalid_request"))
                .body("errors.field", containsInAnyOrder((Object[]) fields));
    }

    @Test
    void everyMissingFieldIsNamed() {
        refuses(
                "{}",
                "customer_id",
                "subscription_id",
                "plan_id",
                "start_date",
                "expiry_date",
                "status");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "customer_id",
                "subscription_id",
                "plan_id",
                "start_date",
                "expiry_date",
                "status"
            })
    void aRequiredFieldThatIsNullIsNamed(String field) {
        refuses(body().putNull(field).toString(), field);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "customer_id",
                "subscription_id",
                "plan_id",
                "status",
                "user_id",
                "event_id",
                "event_type"
            })
    void aTextThatCannotBeKeptIsNamed(String field) {
        refuses(body().put(field, "").toString(), field);
        refuses(body().put(field, " \t ").toString(), field);
        refuses(body().put(field, "a\u0000b").toString(), field);
        refuses(body().put(field, "a\nb").toString(), field);
        refuses(body().put(field, "x".repeat(256)).toString(), field);
        refuses(body().put(field, 7).toString(), field);
        refuses(body().put(field, true).toString(), field);
        refuses(body().put(field, "@").toString().replace("\"@\"", "\"\\ud800\""), field);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "start_date",
                "expiry_date",
                "occurred_at",
                "paid_through",
                "cancel_at",
                "trial_end"
            })
    void aTimeThatIsNoneIsNamed(String field) {
        refuses(body().put(field, -1).toString(), field);
        refuses(body().put(field, 253_402_300_800L).toString(), field);
        refuses(body().put(field, "1710000000").toString(), field);
        refuses(body().put(field, 1.5).toString(), field);
        refuses(body().set(field, MAPPER.createArrayNode()).toString(), field);
        refuses(body().put(field, BigInteger.TEN.pow(30)).toString(), field);
    }

    @ParameterizedTest
    @CsvSource({"sequence, -1", "sequence, 1.5", "livemode, 1", "items, 7", "items, {}"})
    void anOptionalFieldThatIsWrongIsNamed(String field, String value) throws Exception {
        refuses(body().set(field, MAPPER.readTree(value)).toString(), field);
    }

    @Test
    void anItemThatIsWrongIsNamedByItsPlace() throws JsonProcessingException {
        ObjectNode body = body();
        body.set(
                "items",
                MAPPER.readTree(
                        """
                        [{"plan_id": "p", "start_date": 1, "expiry_date": 2},
                         null,
                         {"plan_id": "", "quantity": -1, "start_date": 1}]
                        """));
        refuses(
                body.toString(),
                "items[1]",
                "items[2].plan_id",
                "items[2].quantity",
                "items[2].expiry_date");
    }

    @Test
    void tooManyItemsAreRefused() {
        Item[] items = new Item[101];
        Arrays.fill(items, new Item("p", null, 1L, 2L));
        refuses(Api.json(Updates.fresh().items(items).build()), "items");
    }

    @Test
    void noFieldIsJudgedByItsPrefixAndAStartMayLieAfterTheExpiry() {
        Updates odd = Updates.of(Api.fresh("kunde:"), Api.fresh("Abo №1 "));

        Api.update(odd.plan("preis").expiry(1).build())
                .statusCode(200)
                .body("outcome", equalTo("applied"));
    }

    @Test
    void mutatedBodiesAreNeverA5xx() {
        long seed = Long.getLong("tollgate.seed", System.nanoTime());
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] bytes = mutate(Api.json(Updates.fresh().sequence(7L).build()), random);

            int status =
                    Api.billing()
                            .body(bytes)
                            .post("/internal/subscription/update")
                            .then()
                            .extract()
                            .statusCode();

            assertThat(status)
                    .as(
                            "seed %d, body %d: %s",
                            seed, i, new String(bytes, StandardCharsets.ISO_8859_1))
                    .isIn(200, 400, 409);
        }
    }

    private static byte[] mutate(String json, RandomGenerator random) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        int changes = random.nextInt(1, 5);
        for (int i = 0; i < changes; i++) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(4)) {
                case 0 -> bytes[at] = (byte) random.nextInt(256);
                case 1 -> bytes[at] = (byte) "{}[]\",:0-9.eE\\ntu".charAt(random.nextInt(18) % 17);
                case 2 -> bytes = Arrays.copyOf(bytes, Math.max(1, at));
                default -> {
                    int other = random.nextInt(bytes.length);
                    byte kept = bytes[at];
                    bytes[at] = bytes[other];
                    bytes[other] = kept;
                }
            }
        }
        return bytes;
    }
}
