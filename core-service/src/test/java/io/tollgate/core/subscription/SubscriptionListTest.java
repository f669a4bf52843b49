package io.tollgate.core.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.tollgate.contracts.subscription.SubscriptionUpdate.Item;
import io.tollgate.core.Api;
import io.tollgate.core.TurnableClock;
import io.tollgate.core.Updates;
import io.tollgate.testing.TestEnvironment;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All subscriptions can be walked page by page, each exactly once. */
@QuarkusTest
@WithTestResource(TestEnvironment.class)
class SubscriptionListTest {

    @Inject TurnableClock clock;

    private static JsonPath page(@Nullable String after, int limit) {
        var request = Api.billing().queryParam("limit", limit);
        if (after != null) {
            request.queryParam("after", after);
        }
        return request.get("/internal/subscriptions").then().statusCode(200).extract().jsonPath();
    }

    @Test
    void pagesShowEverySubscriptionOnceInOrder() {
        TreeSet<String> mine = new TreeSet<>();
        String prefix = "zzzz_";
        for (int i = 0; i < 7; i++) {
            Updates update = Updates.of(Api.fresh("cus_"), Api.fresh(prefix));
            Api.update(update.build());
            mine.add(update.subscriptionId());
        }

        List<String> seen = new ArrayList<>();
        String after = prefix;
        int pages = 0;
        while (after != null) {
            JsonPath page = page(after, 3);
            seen.addAll(page.getList("data.subscription_id", String.class));
            after = page.getString("next");
            pages++;
        }

        assertThat(seen).containsExactlyElementsOf(mine);
        assertThat(pages).isEqualTo(3);
    }

    @Test
    void onlyTheIdsAskedForAreListed() {
        Updates one = Updates.of(Api.fresh("cus_"), Api.fresh("sub_"));
        Updates other = Updates.of(Api.fresh("cus_"), Api.fresh("sub_"));
        Api.update(one.build());
        Api.update(other.build());

        List<String> listed =
                Api.billing()
                        .queryParam("ids", one.subscriptionId(), "sub_nobody_knows")
                        .get("/internal/subscriptions")
                        .then()
                        .statusCode(200)
                        .extract()
                        .jsonPath()
                        .getList("data.subscription_id", String.class);

        assertThat(listed).containsExactly(one.subscriptionId());
    }

    @Test
    void overdueAreThoseThatExpiredAndHaveNotEnded() {
        String prefix = Api.fresh("yyy_");
        Updates expired = Updates.of(Api.fresh("cus_"), prefix + "_a").expiry(999L);
        Updates ended =
                Updates.of(Api.fresh("cus_"), prefix + "_b").expiry(999L).status("canceled");
        Updates running = Updates.of(Api.fresh("cus_"), prefix + "_c").expiry(1_000L);
        for (Updates each : List.of(expired, ended, running)) {
            Api.update(each.build()).statusCode(200);
        }

        List<String> listed =
                Api.billing()
                        .queryParam("after", prefix)
                        .queryParam("limit", 3)
                        .queryParam("overdue_before", 1_000)
                        .get("/internal/subscriptions")
                        .then()
                        .statusCode(200)
                        .extract()
                        .jsonPath()
                        .getList("data.subscription_id", String.class);

        assertThat(listed).contains(expired.subscriptionId());
        assertThat(listed).doesNotContain(ended.subscriptionId(), running.subscriptionId());
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "-1", "1.5", "9999999999999"})
    void aTimeThatIsNoneIsRefused(String time) {
        Api.billing()
                .queryParam("overdue_before", time)
                .get("/internal/subscriptions")
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("overdue_before"));
    }

    @Test
    void anEntrySaysEverythingThatIsHeld() {
        clock.reset();
        String user = Api.fresh("user-");
        Updates update =
                Updates.of(Api.fresh("cus_"), Api.fresh("zzz_"))
                        .user(user)
                        .sequence(3L)
                        .occurredAt(1_710_000_005L)
                        .items(new Item("price_team_yearly", 4L, 11L, 22L))
                        .bounds(1L, 2L, 3L);
        Api.update(update.build()).statusCode(200);

        Api.billing()
                .queryParam("after", update.subscriptionId().substring(0, 20))
                .queryParam("limit", 1)
                .get("/internal/subscriptions")
                .then()
                .statusCode(200)
                .body("data[0].subscription_id", equalTo(update.subscriptionId()))
                .body("data[0].customer_id", equalTo(update.customerId()))
                .body("data[0].user_id", equalTo(user))
                .body("data[0].plan_id", equalTo("price_team_yearly"))
                .body("data[0].plan", equalTo("team"))
                .body("data[0].start_date", equalTo(11))
                .body("data[0].expiry_date", equalTo(22))
                .body("data[0].status", equalTo("active"))
                .body("data[0].sequence", equalTo(3))
                .body("data[0].occurred_at", equalTo(1_710_000_005))
                .body("data[0].paid_through", equalTo(1))
                .body("data[0].cancel_at", equalTo(2))
                .body("data[0].trial_end", equalTo(3))
                .body("data[0]", hasKey("livemode"))
                .body("data[0].event_id", equalTo("evt_3"))
                .body("data[0].items[0].quantity", equalTo(4))
                .body("data[0].updated_at", equalTo((int) TurnableClock.START.getEpochSecond()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "501", "-1", "ten", "1e2", "99999999999999999999", " "})
    void aLimitThatIsNoneIsNamed(String limit) {
        Api.billing()
                .queryParam("limit", limit)
                .get("/internal/subscriptions")
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("limit"));
    }
}
