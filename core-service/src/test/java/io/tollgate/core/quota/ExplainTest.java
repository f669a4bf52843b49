package io.tollgate.core.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.tollgate.contracts.Json;
import io.tollgate.contracts.quota.LimitOverride;
import io.tollgate.core.Api;
import io.tollgate.core.Seeds;
import io.tollgate.core.TurnableClock;
import io.tollgate.core.Updates;
import io.tollgate.core.plan.CatalogueSwitch;
import io.tollgate.core.quota.Overrides.Line;
import io.tollgate.testing.TestEnvironment;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Any decision can be explained later: by what was known then, and with the same result. */
@QuarkusTest
@WithTestResource(TestEnvironment.class)
class ExplainTest {

    private static final ObjectMapper EXACT =
            Json.newMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private final String user = Api.fresh("user-");
    private final Updates pro = Updates.fresh().farExpiry();

    @Inject TurnableClock clock;
    @Inject Overrides overrides;
    @Inject CatalogueSwitch catalogue;

    @BeforeEach
    void linkedUser() {
        clock.follow();
        Api.link(user, pro.customerId()).statusCode(200);
    }

    @AfterEach
    void backToTheSample() {
        catalogue.sample();
        clock.reset();
    }

    private static ValidatableResponse explain(String user, String at, long amount) {
        return Api.product()
                .queryParams("resource", "projects", "at", at, "amount", amount)
                .get("/internal/quota/users/{user}/explain", user)
                .then()
                .statusCode(200);
    }

    private static JsonNode read(ValidatableResponse answer) throws Exception {
        return EXACT.readTree(answer.extract().asString());
    }

    /** What was decided, as any of the answers tells it. */
    private record Decided(
            String user,
            String at,
            long amount,
            boolean allowed,
            String plan,
            String limit,
            long used,
            long reserved) {

        /** From the answer to a check, or a decision explained. */
        static Decided of(String user, JsonNode decision) {
            return new Decided(
                    user,
                    decision.path("decided_at").decimalValue().toPlainString(),
                    decision.path("requested").asLong(),
                    decision.path("allowed").asBoolean(),
                    decision.path("plan").asText(),
                    decision.path("limit").asText(),
                    decision.path("used").asLong(),
                    decision.path("reserved").asLong());
        }

        /** From a grant, which tells how the counter stood after it. */
        static Decided ofGrant(JsonNode grant) {
            JsonNode item = grant.path("items").path(0);
            long amount = item.path("amount").asLong();
            boolean held = grant.path("state").asText().equals("held");
            return new Decided(
                    grant.path("user_id").asText(),
                    grant.path("decided_at").decimalValue().toPlainString(),
                    amount,
                    true,
                    grant.path("plan").asText(),
                    item.path("limit").asText(),
                    item.path("used").asLong() - (held ? 0 : amount),
                    item.path("reserved").asLong() - (held ? amount : 0));
        }
    }

    @Test
    void aThousandRandomDecisionsAreGivenAgain() throws Exception {
        Random random = new Random(Seeds.next("explain"));
        List<Person> people = List.of(Person.create(), Person.create(), Person.create());
        List<Decided> decided = new ArrayList<>();
        while (decided.size() < 1000) {
            Person person = people.get(random.nextInt(people.size()));
            switch (random.nextInt(12)) {
                case 0 -> person.changePlan(random);
                case 1 -> setLimit(person.user(), random);
                case 2 -> person.giveBack(1L + random.nextInt(4));
                case 3 -> person.settle(random);
                case 4 -> changeCatalogue(random);
                case 5, 6, 7 -> decided.add(person.check(1L + random.nextInt(5)));
                default -> decided.add(person.take(random));
            }
        }

        assertThat(decided.stream().filter(Decided::allowed)).hasSizeBetween(100, 900);
        for (Decided one : decided) {
            JsonNode explained = read(explain(one.user(), one.at(), one.amount()));
            assertThat(Decided.of(one.user(), explained.path("decision"))).isEqualTo(one);
        }
    }

    private void setLimit(String user, Random random) throws Exception {
        Counter counter = new Counter(user, "projects");
        if (random.nextBoolean()) {
            overrides.add(
                    counter,
                    Line.set(
                            new LimitOverride((long) random.nextInt(40), "test", 4_102_444_800L),
                            "operator-1"));
        } else {
            overrides.add(
                    counter, new Line("withdrawn", null, "test", clock.instant(), "operator-1"));
        }
    }

    /** Rarely: each version is one more load for all tests after it. */
    private void changeCatalogue(Random random) {
        if (random.nextInt(4) == 0) {
            catalogue.change("projects: 20", "projects: " + (15 + random.nextInt(10)));
        }
    }

    /** A customer who does things at random. */
    private static final class Person {

        private final String user = Api.fresh("user-");
        private final Updates pro = Updates.fresh().farExpiry();
        private final List<String> held = new ArrayList<>();
        private long sequence;

        static Person create() {
            Person person = new Person();
            Api.link(person.user, person.pro.customerId()).statusCode(200);
            return person;
        }

        String user() {
            return user;
        }

        void changePlan(Random random) {
            Updates next =
                    switch (random.nextInt(3)) {
                        case 0 -> pro;
                        case 1 -> pro.plan("price_team_monthly");
                        default -> pro.status("unpaid");
                    };
            Api.update(next.sequence(++sequence).build()).statusCode(200);
        }

        Decided check(long amount) throws Exception {
            return Decided.of(user, read(Api.check(user, "projects", amount).statusCode(200)));
        }

        Decided take(Random random) throws Exception {
            boolean reserve = random.nextBoolean();
            long amount = 1L + random.nextInt(5);
            ValidatableResponse answer = call(reserve ? "reservations" : "consume", amount);
            JsonNode body = read(answer);
            if (answer.extract().statusCode() == 409) {
                return Decided.of(user, body);
            }
            if (reserve) {
                held.add(body.path("reservation_id").asText());
            }
            return Decided.ofGrant(body);
        }

        void giveBack(long amount) {
            call("give-back", amount);
        }

        void settle(Random random) {
            if (!held.isEmpty()) {
                Api.product()
                        .body("{}")
                        .post(
                                "/internal/quota/reservations/{id}/{how}",
                                held.removeFirst(),
                                random.nextBoolean() ? "commit" : "release")
                        .then()
                        .statusCode(200);
            }
        }

        private ValidatableResponse call(String path, long amount) {
            return Api.take(
                    path,
                    Api.fresh("key-"),
                    "{\"user_id\":\"%s\",\"items\":[{\"resource\":\"projects\",\"amount\":%d}]}"
                            .formatted(user, amount));
        }
    }

    @Test
    void theChainIsToldFromTheEventToTheDecision() {
        Api.update(pro.sequence(7L).build()).statusCode(200);
        Api.take(
                        "consume",
                        "create-4711",
                        "{\"user_id\":\"%s\",\"items\":[{\"resource\":\"projects\"}]}"
                                .formatted(user))
                .statusCode(200);

        Api.product()
                .queryParam("resource", "projects")
                .get("/internal/quota/users/{user}/explain", user)
                .then()
                .statusCode(200)
                .body("event.event_id", equalTo("evt_7"))
                .body("event.subscription_id", equalTo(pro.subscriptionId()))
                .body("event.plan_id", equalTo("price_pro_monthly"))
                .body("policy.status", equalTo("active"))
                .body("policy.rule", equalTo("until_renewal"))
                .body("limit.plan", equalTo("pro"))
                .body("limit.amount", equalTo(20))
                .body("usage.used", equalTo(1))
                .body("usage.last_change", equalTo("consume"))
                .body("usage.last_cause", equalTo("create-4711"))
                .body("decision.allowed", equalTo(true))
                .body("in_words.size()", equalTo(6))
                .body("in_words[0]", containsString("evt_7"))
                .body("in_words[3]", containsString("allows 20 of projects"))
                .body("in_words[5]", containsString("1 more fitted"));
    }

    @Test
    void aUserWithoutASubscriptionIsExplainedToo() {
        Api.product()
                .queryParam("resource", "sso")
                .get("/internal/quota/users/{user}/explain", Api.fresh("user-"))
                .then()
                .statusCode(200)
                .body("event", nullValue())
                .body("policy", nullValue())
                .body("limit.plan", equalTo("free"))
                .body("decision.reason", equalTo("not_included"));
    }

    /**
     * An update that says nothing new is sent while the catalogue has another plan of the price.
     */
    @Test
    void aPriceThatMappedToAnotherPlanMeanwhileIsExplainedByIt() throws Exception {
        Api.update(pro.sequence(7L).build()).statusCode(200);
        catalogue.change("  pro:", "  gold:");
        Api.update(pro.sequence(7L).build()).statusCode(200).body("outcome", equalTo("unchanged"));
        catalogue.change("price_pro_monthly, ", "");

        JsonNode denial =
                read(
                        Api.take(
                                "consume",
                                "key",
                                "{\"user_id\":\"%s\",\"items\":[{\"resource\":\"projects\",\"amount\":4}]}"
                                        .formatted(user)));

        assertThat(denial.path("plan").asText()).isEqualTo("free");
        Decided decided = Decided.of(user, denial);
        JsonNode explained = read(explain(user, decided.at(), decided.amount()));
        assertThat(Decided.of(user, explained.path("decision"))).isEqualTo(decided);
        assertThat(explained.path("event").path("reason").asText()).isEqualTo("remapped");
    }
}
