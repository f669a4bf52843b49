package io.tollgate.core.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.tollgate.contracts.payment.PaymentUpdate;
import io.tollgate.core.Api;
import io.tollgate.core.TurnableClock;
import io.tollgate.testing.TestEnvironment;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Payments as people look through them. */
@QuarkusTest
@WithTestResource(TestEnvironment.class)
class PaymentHistoryTest {

    private static final long NOW = TurnableClock.START.getEpochSecond();
    private static final String HISTORY = "/internal/payments/history";
    private static final String ONE = "/internal/payments/{intent}";

    private Paying paying;

    @Inject TurnableClock clock;

    @BeforeEach
    void anOrder() {
        clock.reset();
        paying = Paying.fresh();
    }

    private RequestSpecification mine() {
        return Api.billing().queryParam("user_id", paying.user());
    }

    private static ValidatableResponse listed(RequestSpecification request) {
        return request.get(HISTORY).then().statusCode(200);
    }

    /** Another try for the same order; the one before has failed. */
    private String next(String intent, long attempt) {
        paying.told(intent).attempt(attempt).status("canceled").send().statusCode(200);
        return paying.linked();
    }

    @Test
    void pages_show_each_payment_once_from_the_newest_back() {
        List<String> mine = new ArrayList<>(List.of(paying.linked()));
        for (int i = 1; i < 7; i++) {
            // Some share a moment: then their numbers decide.
            clock.setTo(NOW + i / 2);
            mine.add(next(mine.getLast(), i));
        }

        List<String> seen = new ArrayList<>();
        String before = null;
        do {
            RequestSpecification page = mine().queryParam("limit", 3);
            JsonPath json =
                    listed(before == null ? page : page.queryParam("before", before))
                            .extract()
                            .jsonPath();
            seen.addAll(json.getList("data.payment_intent_id", String.class));
            before = json.getString("next");
        } while (before != null);

        assertThat(seen).containsExactlyElementsOf(mine.reversed());
    }

    @Test
    void each_filter_keeps_what_it_says() {
        String failed = paying.linked();
        clock.setTo(NOW + 100);
        String paid = next(failed, 1);
        paying.told(paid).attempt(2L).paid().send().statusCode(200);

        listed(mine().queryParam("status", "succeeded"))
                .body("data.payment_intent_id", contains(paid));
        listed(mine().queryParam("status", "canceled").queryParam("currency", "usd"))
                .body("data.payment_intent_id", contains(failed));
        listed(mine().queryParam("currency", "jpy")).body("data", empty());
        listed(mine().queryParam("from", NOW + 100)).body("data.payment_intent_id", contains(paid));
        listed(mine().queryParam("to", NOW + 100)).body("data.payment_intent_id", contains(failed));
        listed(Api.billing().queryParam("order", paying.orderId()))
                .body("data.payment_intent_id", contains(paid, failed))
                .body("data.order_status", contains("paid", "paid"));
        listed(Api.billing().queryParam("order", paying.orderRef())).body("data", hasSize(2));
        listed(Api.billing().queryParam("order", "or_nobody_has")).body("data", empty());
        listed(mine().queryParam("review", "true")).body("data", empty());
    }

    @Test
    void those_in_review_are_listed_and_counted_by_reason() {
        String intent = paying.linked();
        JsonPath before = reviews();

        paying.told(intent).paid(1000).send().statusCode(200);

        listed(mine().queryParam("review", "true"))
                .body("data.payment_intent_id", contains(intent))
                .body("data[0].review", contains("amount_differs"));
        JsonPath after = reviews();
        assertThat(after.getLong("waiting")).isEqualTo(before.getLong("waiting") + 1);
        assertThat(after.getLong("by_reason.amount_differs")).isPositive();
        listed(Api.billing().queryParam("review", "true"))
                .body("data.review", everyItem(not(empty())));
    }

    private static JsonPath reviews() {
        return Api.billing()
                .get("/internal/payments/reviews")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    @Test
    void one_payment_comes_with_its_order_and_every_try() {
        String failed = paying.linked();
        String intent = next(failed, 1);
        paying.told(intent)
                .attempt(2L)
                .paid()
                .refunded(700)
                .refunds(new PaymentUpdate.Refund("re_" + intent, 700L, "succeeded", null, 1L))
                .disputes(
                        new PaymentUpdate.Dispute(
                                "dp_" + intent, 1900L, "needs_response", "fraudulent", 2L))
                .send()
                .statusCode(200);

        Api.billing()
                .get(ONE, intent)
                .then()
                .statusCode(200)
                .body("payment.payment_intent_id", equalTo(intent))
                .body("payment.refunds.amount", contains(700))
                .body("payment.disputes.reason", contains("fraudulent"))
                .body("counted", equalTo(true))
                .body("order.order_ref", equalTo(paying.orderRef()))
                .body("order.lines[0].sku", equalTo("storage_boost"))
                .body("order.status", equalTo("partially_refunded"))
                .body("attempts.payment_intent_id", contains(intent, failed))
                .body("attempts.closed", contains(null, "canceled"));
    }

    @Test
    void what_became_of_a_payment_is_told_from_the_newest_back() {
        String intent = paying.linked();
        paying.told(intent).sequence(3).send().statusCode(200);
        paying.told(intent).paid().sequence(5).send().statusCode(200);
        paying.told(intent).sequence(4).send().statusCode(200);

        JsonPath page =
                Api.billing()
                        .queryParam("limit", 2)
                        .get(ONE + "/changes", intent)
                        .then()
                        .statusCode(200)
                        .body("data.outcome", contains("stale", "applied"))
                        .body("data.sequence", contains(4, 5))
                        .body("data[0].status", equalTo("requires_payment_method"))
                        .body("data[1].amount_received", equalTo(1900))
                        .body("data[1].order_before", equalTo("awaiting_payment"))
                        .body("data[1].order_after", equalTo("paid"))
                        .body("data[1].received_at", greaterThanOrEqualTo((int) NOW))
                        .extract()
                        .jsonPath();
        Api.billing()
                .queryParam("before", page.getString("next"))
                .get(ONE + "/changes", intent)
                .then()
                .statusCode(200)
                .body("data.sequence", contains(3))
                .body("next", nullValue());
    }

    @Test
    void what_is_not_there_is_said_so() {
        Api.billing()
                .get(ONE, "pi_nobody_has")
                .then()
                .statusCode(404)
                .body("code", equalTo("not_found"));
        Api.billing()
                .get(ONE + "/changes", "pi_nobody_has")
                .then()
                .statusCode(200)
                .body("data", empty());
    }

    @ParameterizedTest
    @CsvSource({
        "limit, 0",
        "limit, 501",
        "before, 17",
        "before, x_1",
        "currency, USD",
        "review, yes",
        "from, -1",
        "to, 9999999999999",
        "status, ' '",
    })
    void what_makes_no_sense_is_named(String field, String value) {
        Api.billing()
                .queryParam(field, value)
                .get(HISTORY)
                .then()
                .statusCode(400)
                .body("errors.field", hasItem(field));
    }

    @Test
    void a_product_sees_none_of_it() {
        for (String path :
                List.of(
                        HISTORY,
                        "/internal/payments/reviews",
                        "/internal/payments/pi_1",
                        "/internal/payments/pi_1/changes")) {
            Api.product().get(path).then().statusCode(403).body("code", equalTo("forbidden"));
        }
    }
}
