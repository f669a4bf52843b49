package io.tollgate.core.search;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.tollgate.core.Api;
import io.tollgate.core.Updates;
import io.tollgate.core.order.OrderCalls;
import io.tollgate.testing.TestEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever id somebody has leads to the user. */
@QuarkusTest
@WithTestResource(TestEnvironment.class)
class UserSearchTest {

    private final String user = Api.fresh("user-");
    private final Updates pro = Updates.fresh();

    private static ValidatableResponse find(String query) {
        return Api.billing().queryParam("query", query).get("/internal/users").then();
    }

    @Test
    void each_id_of_a_user_leads_to_the_user() {
        Api.link(user, pro.customerId()).statusCode(200);
        Api.update(pro.build()).statusCode(200);
        long order = OrderCalls.aBoost(user);
        String ref = OrderCalls.read(order).extract().jsonPath().getString("order_ref");
        String intent = Api.fresh("pi_");
        Api.billing()
                .body("{\"user_id\":\"%s\",\"environment\":\"test\"}".formatted(user))
                .post("/internal/orders/{id}/payment-attempts", order)
                .then()
                .statusCode(200);
        Api.billing()
                .body("{\"payment_intent_id\":\"%s\"}".formatted(intent))
                .put("/internal/orders/{id}/payment-attempts/1/payment-intent", order)
                .then()
                .statusCode(200);

        leads(user, "user_id");
        leads(pro.customerId(), "customer_id");
        leads(pro.subscriptionId(), "subscription_id");
        leads(intent, "payment_intent_id");
        leads(ref, "order_ref");
        find(Long.toString(order))
                .statusCode(200)
                .body("data.user_id", hasItem(user))
                .body("data.by", hasItem("order_id"));
    }

    private void leads(String id, String by) {
        find(id).statusCode(200)
                .body("data", hasSize(1))
                .body("data[0].user_id", equalTo(user))
                .body("data[0].customer_id", equalTo(pro.customerId()))
                .body("data[0].by", equalTo(by))
                .body("more", equalTo(false));
    }

    @Test
    void a_customer_that_was_replaced_leads_to_the_user_and_to_the_present_one() {
        Api.link(user, pro.customerId()).statusCode(200);
        Api.update(pro.build()).statusCode(200);
        Api.gone(pro.customerId()).statusCode(204);
        String present = Api.fresh("cus_");
        Api.link(user, present).statusCode(200);

        for (String id : new String[] {user, present, pro.customerId(), pro.subscriptionId()}) {
            find(id).statusCode(200)
                    .body("data", hasSize(1))
                    .body("data[0].user_id", equalTo(user))
                    .body("data[0].customer_id", equalTo(present));
        }
    }

    @Test
    void a_customer_who_belongs_to_nobody_is_found_as_such() {
        Api.update(pro.build()).statusCode(200);

        for (String id : new String[] {pro.customerId(), pro.subscriptionId()}) {
            find(id).statusCode(200)
                    .body("data", hasSize(1))
                    .body("data[0].user_id", nullValue())
                    .body("data[0].customer_id", equalTo(pro.customerId()));
        }
    }

    @Test
    void how_a_users_id_begins_is_enough() {
        Api.link(user + "-b", Api.fresh("cus_")).statusCode(200);
        Api.link(user, Api.fresh("cus_")).statusCode(200);
        Api.take(
                        "consume",
                        Api.fresh("key-"),
                        "{\"user_id\":\"%s-a\",\"items\":[{\"resource\":\"projects\",\"amount\":1}]}"
                                .formatted(user))
                .statusCode(200);

        find(user)
                .statusCode(200)
                .body("data.user_id", contains(user, user + "-a", user + "-b"))
                .body("data.by", contains("user_id", "user_id_prefix", "user_id_prefix"))
                .body("data[1].customer_id", nullValue());
        Api.billing()
                .queryParam("query", user)
                .queryParam("limit", 2)
                .get("/internal/users")
                .then()
                .body("data.user_id", contains(user, user + "-a"))
                .body("more", equalTo(true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nobody-knows", "%", "_", "' OR 1=1 --", "\u00e4", "0"})
    void nobody_is_found_by_what_nobody_has(String query) {
        find(query + Api.fresh("")).statusCode(200).body("data", empty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a\u0000b"})
    void what_no_id_can_be_is_named(String query) {
        find(query).statusCode(400).body("errors[0].field", equalTo("query"));
    }

    @Test
    void a_product_may_not_search() {
        Api.product().queryParam("query", "u").get("/internal/users").then().statusCode(403);
        Api.billing().get("/internal/users").then().statusCode(400);
    }
}
