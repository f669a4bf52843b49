package io.tollgate.core.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.tollgate.contracts.quota.LimitOverride;
import io.tollgate.core.Api;
import io.tollgate.core.TurnableClock;
import io.tollgate.core.Updates;
import io.tollgate.core.plan.CatalogueSwitch;
import io.tollgate.testing.TestEnvironment;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is worth telling is told once for each cause, and a reader misses none of it. */
@QuarkusTest
@WithTestResource(TestEnvironment.class)
class NoticeTest {

    private static final long DAY = 86_400;

    private final String user = Api.fresh("user-");
    private final Updates pro = Updates.fresh();

    @Inject TurnableClock clock;
    @Inject Notices notices;
    @Inject Overrides overrides;
    @Inject CatalogueSwitch catalogue;

    @BeforeEach
    void linkedUser() {
        clock.reset();
        Api.link(user, pro.customerId()).statusCode(200);
    }

    @AfterEach
    void backToTheSample() {
        catalogue.sample();
    }

    private void take(String path, long amount) {
        Api.take(
                        path,
                        Api.fresh("key-"),
                        "{\"user_id\":\"%s\",\"items\":[{\"resource\":\"projects\",\"amount\":%d}]}"
                                .formatted(user, amount))
                .statusCode(200);
    }

    /** All kinds of notices of this user, in order, read in small pages. */
    private List<String> kinds() {
        return all().stream()
                .filter(notice -> user.equals(notice.get("user_id")))
                .map(notice -> String.valueOf(notice.get("kind")))
                .toList();
    }

    private static List<Map<String, Object>> all() {
        List<Map<String, Object>> all = new ArrayList<>();
        long after = 0;
        while (true) {
            JsonPath page =
                    Api.product()
                            .queryParams("after", after, "limit", 50)
                            .get("/internal/notices")
                            .then()
                            .statusCode(200)
                            .extract()
                            .jsonPath();
            List<Map<String, Object>> data = page.getList("data");
            all.addAll(data);
            if (data.isEmpty()) {
                return all;
            }
            after = page.getLong("next");
        }
    }

    @Test
    void aSecondRunningSubscriptionIsFlaggedAndToldOnce() {
        Api.update(pro.build()).statusCode(200).body("warnings.size()", equalTo(0));
        Updates second = Updates.of(pro.customerId(), Api.fresh("sub_"));

        Api.update(second.status("incomplete").build())
                .statusCode(200)
                .body("warnings.size()", equalTo(0));
        Api.update(second.build()).body("warnings[0]", equalTo("second_subscription"));
        Api.update(second.expiry(1_800_000_000L).build())
                .body("warnings[0]", equalTo("second_subscription"));
        Api.update(pro.status("canceled").build()).body("warnings.size()", equalTo(0));

        assertThat(kinds()).containsExactly("second_subscription");
    }

    @Test
    void aSubscriptionOfAFormerCustomerThatRunsIsTheFirstOfTwo() {
        Api.update(pro.build()).statusCode(200);
        Api.gone(pro.customerId()).statusCode(204);
        Updates next = Updates.fresh();
        Api.link(user, next.customerId()).statusCode(200);

        Api.update(next.build()).body("warnings[0]", equalTo("second_subscription"));
        Api.update(pro.status("canceled").build()).body("warnings.size()", equalTo(0));
        Api.update(next.expiry(1_800_000_000L).build()).body("warnings.size()", equalTo(0));

        assertThat(kinds()).containsExactly("second_subscription");
    }

    @Test
    void comingNearALimitAndUpToItIsToldOnceEach() {
        Api.update(pro.build());
        take("consume", 15);
        assertThat(kinds()).isEmpty();

        take("consume", 1);
        take("give-back", 1);
        take("consume", 1);
        assertThat(kinds()).containsExactly("near_limit");
        take("reservations", 4);
        take("give-back", 5);
        take("consume", 5);

        assertThat(kinds()).containsExactly("near_limit", "at_limit");
    }

    @Test
    void aRecountUpToTheLimitIsTold() {
        Api.update(pro.build());

        Api.product()
                .header("If-Match", "*")
                .body("{\"used\": 20}")
                .put("/internal/quota/users/{u}/usage/projects", user)
                .then()
                .statusCode(200);

        assertThat(kinds()).containsExactly("at_limit");
    }

    @Test
    void aDowngradeBelowWhatIsUsedIsToldAtOnce() {
        Api.update(pro.build());
        take("consume", 10);

        Api.update(pro.status("unpaid").build());
        notices("round");

        assertThat(kinds()).containsExactly("payment_failed", "over_limit");
    }

    @Test
    void aDowngradeToWhatIsUsedIsToldAtOnce() {
        Api.update(pro.build());
        take("consume", 3);

        Api.update(pro.status("unpaid").build());
        notices("round");

        assertThat(kinds()).containsExactly("payment_failed", "at_limit");
    }

    @Test
    void aLimitThatComesDownToWhatIsUsedIsToldInTheNextRound() throws Exception {
        Api.update(pro.build());
        take("consume", 15);
        catalogue.change("projects: 20", "projects: 16");
        notices("of another catalogue");
        assertThat(kinds()).containsExactly("near_limit");

        overrides.add(
                new Counter(user, "projects"),
                Overrides.Line.set(new LimitOverride(15L, "test", 4_102_444_800L), "operator-1"));
        notices("of an override");
        notices("round again");

        assertThat(kinds()).containsExactly("near_limit", "at_limit");
    }

    @Test
    void withoutASubscriptionALimitIsToldOfOnceAMonth() {
        take("consume", 3);
        take("give-back", 1);
        take("consume", 1);
        assertThat(kinds()).containsExactly("at_limit");

        clock.setTo(TurnableClock.START.getEpochSecond() + 31 * DAY);
        notices("in the next month");
        notices("round again");

        assertThat(kinds()).containsExactly("at_limit", "at_limit");
    }

    @Test
    void aPlanThatEndsByTheClockIsToldInTheNextRound() {
        Api.update(pro.bounds(null, Updates.PERIOD_END, null).build());
        take("consume", 10);
        clock.setTo(Updates.PERIOD_END + 1);

        notices("round");
        notices("round again");

        assertThat(kinds()).containsExactly("over_limit");
    }

    @Test
    void graceIsToldWhenItStartsAndADayBeforeItEnds() {
        long paid = TurnableClock.START.getEpochSecond() - DAY;
        Api.update(pro.status("past_due").bounds(paid, null, null).build());
        assertThat(kinds()).containsExactly("payment_failed", "grace_started");

        clock.setTo(paid + 6 * DAY - 1);
        notices("too early");
        assertThat(kinds()).hasSize(2);
        clock.setTo(paid + 6 * DAY);
        notices("in time");

        assertThat(kinds()).containsExactly("payment_failed", "grace_started", "grace_ending");
    }

    @Test
    void aPriceNobodyMappedIsToldAlsoWithoutAUser() {
        Updates unlinked = Updates.fresh().plan("price_nobody_knows");
        Api.update(unlinked.build());
        Api.update(unlinked.sequence(2L).expiry(Updates.PERIOD_END + 1).build());

        assertThat(all())
                .filteredOn(
                        notice ->
                                String.valueOf(notice.get("cause"))
                                        .startsWith(unlinked.subscriptionId()))
                .singleElement()
                .satisfies(
                        notice -> {
                            assertThat(notice.get("kind")).isEqualTo("price_unmapped");
                            assertThat(notice.get("user_id")).isNull();
                        });
    }

    @Test
    void aPlaceToGoOnFromThatIsNoneIsNamed() {
        Api.product()
                .queryParam("after", "yesterday")
                .get("/internal/notices")
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("after"));
    }

    /** Looks at everybody; the word says in the test what the round is for. */
    private void notices(String why) {
        try {
            notices.round();
        } catch (SQLException e) {
            throw new AssertionError(why, e);
        }
    }
}
