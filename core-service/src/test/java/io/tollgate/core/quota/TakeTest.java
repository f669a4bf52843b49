package io.tollgate.core.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.tollgate.core.Api;
import io.tollgate.core.TurnableClock;
import io.tollgate.core.Updates;
import io.tollgate.testing.TestEnvironment;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Taking, settling and giving back over HTTP, as the product's backend does it. */
@QuarkusTest
@WithTestResource(TestEnvironment.class)
class TakeTest {

    private static final long START = TurnableClock.START.getEpochSecond();

    private final String user = Api.fresh("user-");

    @Inject TurnableClock clock;

    @BeforeEach
    void resetClock() {
        clock.reset();
    }

    private ValidatableResponse take(String path, String key, String items) {
        return Api.take(path, key, "{\"user_id\":\"%s\",\"items\":[%s]}".formatted(user, items));
    }

    private ValidatableResponse consume(String key, long amount) {
        return take("consume", key, projects(amount));
    }

    private String reserve(String key, long amount) {
        return take("reservations", key, projects(amount))
                .statusCode(200)
                .extract()
                .path("reservation_id");
    }

    private static String projects(long amount) {
        return "{\"resource\":\"projects\",\"amount\":%d}".formatted(amount);
    }

    private static ValidatableResponse settle(String id, String how, String body) {
        return Api.product()
                .body(body)
                .post("/internal/quota/reservations/{id}/{how}", id, how)
                .then();
    }

    private void stands(int used, int reserved) {
        Api.summary(user)
                .body("resources.projects.used", equalTo(used))
                .body("resources.projects.reserved", equalTo(reserved));
    }

    @Test
    void whatFitsIsTakenAndWhatDoesNotIsRefusedWithTheNumbers() {
        consume("a", 2)
                .statusCode(200)
                .body("state", equalTo("consumed"))
                .body("plan", equalTo("free"))
                .body("reservation_id", nullValue())
                .body("items[0].used", equalTo(2))
                .body("items[0].remaining", equalTo(1));

        consume("b", 2)
                .statusCode(409)
                .contentType("application/problem+json")
                .body("code", equalTo("quota_exceeded"))
                .body("resource", equalTo("projects"))
                .body("limit", equalTo(3))
                .body("used", equalTo(2))
                .body("reserved", equalTo(0))
                .body("requested", equalTo(2))
                .body("plan", equalTo("free"))
                .body("over_by", equalTo(0));
        stands(2, 0);
    }

    @Test
    void aRepeatIsAnsweredAsTheFirstTimeWhateverHappenedSince() {
        String first = consume("a", 1).statusCode(200).extract().asString();
        consume("b", 2).statusCode(200);

        String repeat = consume("a", 1).statusCode(200).extract().asString();

        assertThat(repeat).isEqualTo(first);

        stands(3, 0);
    }

    @Test
    void theSameKeyForSomethingElseIsAConflict() {
        consume("a", 1).statusCode(200);

        consume("a", 2).statusCode(409).body("code", equalTo("idempotency_conflict"));
        take("give-back", "a", projects(1))
                .statusCode(409)
                .body("code", equalTo("idempotency_conflict"));
        stands(1, 0);
    }

    @Test
    void aKeyBelongsToItsUserAndTheOrderOfItemsIsNoMatter() {
        String both = projects(1) + ",{\"resource\":\"storage_bytes\",\"amount\":5}";
        String turned = "{\"resource\":\"storage_bytes\",\"amount\":5}," + projects(1);
        take("consume", "a", both).statusCode(200);

        take("consume", "a", turned).statusCode(200);
        Api.take(
                        "consume",
                        "a",
                        "{\"user_id\":\"%s\",\"items\":[%s]}"
                                .formatted(Api.fresh("user-"), projects(2)))
                .statusCode(200);

        stands(1, 0);
    }

    @Test
    void aDenialIsNotRemembered() {
        consume("a", 3).statusCode(200);
        consume("b", 1).statusCode(409);
        take("give-back", "c", projects(1)).statusCode(200);

        consume("b", 1).statusCode(200);

        stands(3, 0);
    }

    @Test
    void severalResourcesAreTakenTogetherOrNotAtAll() {
        String tooMuch = projects(1) + ",{\"resource\":\"storage_bytes\",\"amount\":1073741825}";
        take("consume", "a", tooMuch)
                .statusCode(409)
                .body("resource", equalTo("storage_bytes"))
                .body("limit", equalTo(1_073_741_824));
        stands(0, 0);

        String fits = projects(1) + ",{\"resource\":\"storage_bytes\",\"amount\":1073741824}";
        take("consume", "a", fits)
                .statusCode(200)
                .body("items.size()", equalTo(2))
                .body("items[1].remaining", equalTo(0));
        stands(1, 0);
    }

    @Test
    void aReservationHoldsItsAmountUntilItIsCommittedOrReleased() {
        String id = reserve("a", 2);
        stands(0, 2);
        consume("b", 2).statusCode(409).body("reserved", equalTo(2));

        settle(id, "commit", "{}").statusCode(200).body("state", equalTo("committed"));
        stands(2, 0);

        String other = reserve("c", 1);
        settle(other, "release", "").statusCode(200).body("state", equalTo("released"));
        stands(2, 0);
    }

    @Test
    void aCommitMayBeSmallerAndIsAnsweredTheSameAgain() {
        String id = reserve("a", 3);
        String one = "{\"items\":[%s]}".formatted(projects(1));

        String first = settle(id, "commit", one).statusCode(200).extract().asString();

        stands(1, 0);
        assertThat(settle(id, "commit", one).statusCode(200).extract().asString()).isEqualTo(first);
        settle(id, "commit", "{}").statusCode(409).body("code", equalTo("idempotency_conflict"));
        settle(id, "release", "").statusCode(409).body("code", equalTo("reservation_closed"));
        stands(1, 0);
    }

    @Test
    void aReleasedReservationCannotBeCommitted() {
        String id = reserve("a", 3);
        settle(id, "release", "").statusCode(200);

        settle(id, "release", "").statusCode(200).body("state", equalTo("released"));
        settle(id, "commit", "{}").statusCode(409).body("code", equalTo("reservation_closed"));

        stands(0, 0);
    }

    @Test
    void aCommitOfMoreThanWasReservedIsRefused() {
        String id = reserve("a", 1);

        settle(id, "commit", "{\"items\":[%s]}".formatted(projects(2))).statusCode(400);
        settle(id, "commit", "{\"items\":[{\"resource\":\"members\"}]}").statusCode(400);

        stands(0, 1);
    }

    @Test
    void anExpiredReservationIsFreeForTheNextTake() {
        reserve("a", 3);
        clock.setTo(START + 601);

        stands(0, 0);
        consume("b", 3).statusCode(200).body("items[0].reserved", equalTo(0));
    }

    @Test
    void aCommitAfterExpiryTakesAgainIfItFits() {
        String fits = reserve("a", 2);
        String doesNot = reserve("b", 1);
        clock.setTo(START + 601);

        settle(fits, "commit", "{}").statusCode(200);
        stands(2, 0);
        consume("c", 1).statusCode(200);

        settle(doesNot, "commit", "{}")
                .statusCode(409)
                .contentType("application/problem+json")
                .body("code", equalTo("reservation_expired"))
                .body("limit", equalTo(3))
                .body("used", equalTo(3));
        take("give-back", "d", projects(1)).statusCode(200);
        settle(doesNot, "commit", "{}").statusCode(200);
        stands(3, 0);
    }

    @Test
    void aReservationLastsAsLongAsItsCallerSays() {
        Api.take(
                        "reservations",
                        "a",
                        "{\"user_id\":\"%s\",\"items\":[%s],\"ttl_seconds\":5}"
                                .formatted(user, projects(1)))
                .statusCode(200)
                .body("expires_at", equalTo((int) START + 5));

        clock.setTo(START + 4);
        stands(0, 1);
        clock.setTo(START + 6);
        stands(0, 0);
    }

    @Test
    void moreThanThereIsCannotBeGivenBack() {
        consume("a", 1).statusCode(200);

        take("give-back", "b", projects(2))
                .statusCode(409)
                .body("code", equalTo("usage_too_low"))
                .body("detail", containsString("has 1 of projects"));
        stands(1, 0);
    }

    @Test
    void afterADowngradeWhatWasReservedIsKeptAndNothingCanBeAdded() {
        Updates pro = Updates.fresh();
        Api.link(user, pro.customerId());
        Api.update(pro.build());
        consume("a", 5).statusCode(200);
        String promised = reserve("b", 1);

        Api.update(pro.status("unpaid").build());

        consume("c", 1).statusCode(409).body("limit", equalTo(3)).body("over_by", equalTo(3));
        settle(promised, "commit", "{}").statusCode(200);
        stands(6, 0);
        take("give-back", "d", projects(4)).statusCode(200);
        consume("c", 1).statusCode(200);
    }

    @Test
    void aLimitOfTwoToThe53IsCountedExactly() {
        Updates team = Updates.fresh().plan("price_team_monthly");
        Api.link(user, team.customerId());
        Api.update(team.build());
        long all = 1L << 53;

        consume("a", all).statusCode(200).body("items[0].used", equalTo(all));
        consume("b", 1).statusCode(409).body("limit", nullValue());
        take("give-back", "c", projects(1)).statusCode(200);
        consume("b", 1).statusCode(200).body("items[0].used", equalTo(all));
    }

    @Test
    void anUnknownReservationIsNotFound() {
        settle("rsv_nothing", "commit", "{}").statusCode(404).body("code", equalTo("not_found"));
        settle("rsv_nothing", "release", "").statusCode(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"items\":[{\"resource\":\"projects\"}]}",
                "{\"user_id\":\"u\"}",
                "{\"user_id\":\"u\",\"items\":[]}",
                "{\"user_id\":\"u\",\"items\":[null]}",
                "{\"user_id\":\"u\",\"items\":[{}]}",
                "{\"user_id\":\"u\",\"items\":[{\"resource\":\"cats\"}]}",
                "{\"user_id\":\"u\",\"items\":[{\"resource\":\"sso\"}]}",
                "{\"user_id\":\"u\",\"items\":[{\"resource\":\"projects\",\"amount\":0}]}",
                "{\"user_id\":\"u\",\"items\":[{\"resource\":\"projects\"},"
                        + "{\"resource\":\"projects\"}]}",
                "{\"user_id\":\"u\",\"items\":[{\"resource\":\"projects\"}],\"ttl_seconds\":0}",
            })
    void aTakeThatIsNoneIsNamed(String body) {
        Api.take("reservations", Api.fresh("key-"), body)
                .statusCode(400)
                .body("code", equalTo("invalid_request"))
                .body("errors[0].field", not(nullValue()));
    }

    @Test
    void aTakeWithoutAKeyIsRefused() {
        Api.product()
                .body("{\"user_id\":\"%s\",\"items\":[%s]}".formatted(user, projects(1)))
                .post("/internal/quota/consume")
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("Idempotency-Key"));
    }
}
