package io.tollgate.billing.console.payment;

import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.tollgate.billing.CoreDouble;
import io.tollgate.billing.Inspect;
import io.tollgate.billing.console.Browser;
import io.tollgate.billing.console.CoreBooks;
import io.tollgate.contracts.payment.PaymentPage;
import io.tollgate.contracts.payment.PaymentReviews;
import io.tollgate.contracts.payment.PaymentView;
import io.tollgate.testing.TestEnvironment;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Payments are looked through, taken as a file, and those under review told with their reason. */
@QuarkusTest
@WithTestResource(TestEnvironment.class)
@WithTestResource(CoreDouble.class)
class PaymentPagesTest {

    private static final String EVIL = "<script>alert('x')</script>";

    private Browser support = Browser.stranger();

    @BeforeEach
    void nothingIsKnown() {
        CoreBooks.empty();
        support = Browser.support();
    }

    @Test
    void the_history_is_shown_with_links_and_amounts_in_their_decimals() {
        Books.lists("17_4", Books.payment("pi_1", "alice", "amount_differs"));

        String page = support.read("/console/payments");

        assertThat(page)
                .contains("href=\"/console/payments/pi_1\"", "href=\"/console/customers/alice\"")
                .contains("19.00 USD", "5.00 USD", "42, paid", "under review", "disputed")
                .contains("/console/payments?at=17_4")
                .contains("href=\"/console/payments.csv\"");
    }

    @Test
    void a_full_page_is_small() {
        PaymentView[] payments = new PaymentView[50];
        Arrays.setAll(payments, i -> Books.payment("pi_3PBz7rLkdIwHu7ixY" + i, "user-" + i));
        Books.lists("1710000000000000_4", payments);

        assertThat(support.read("/console/payments").length()).isLessThan(60_000);
    }

    @Test
    void filters_go_to_core_and_stay_on_the_page_its_next_and_its_file() {
        Books.lists("17_4", Books.payment("pi_1", "alice"));

        String page =
                support.read(
                        "/console/payments?user=alice&order=42&status=succeeded&currency=USD"
                                + "&review=true&from=2024-03-01&to=2024-03-09&at=18_9");

        CoreDouble.core()
                .verifyThat(
                        1,
                        getRequestedFor(urlPathEqualTo(Books.HISTORY))
                                .withQueryParam("user_id", equalTo("alice"))
                                .withQueryParam("order", equalTo("42"))
                                .withQueryParam("status", equalTo("succeeded"))
                                .withQueryParam("currency", equalTo("usd"))
                                .withQueryParam("review", equalTo("true"))
                                .withQueryParam("from", equalTo("1709251200"))
                                .withQueryParam("to", equalTo("1710028800"))
                                .withQueryParam("before", equalTo("18_9"))
                                .withQueryParam("limit", equalTo("50")));
        String filters =
                "user=alice&amp;order=42&amp;status=succeeded&amp;currency=usd&amp;review=true"
                        + "&amp;from=2024-03-01&amp;to=2024-03-09";
        assertThat(page)
                .contains("/console/payments?" + filters + "&amp;at=17_4")
                .contains("/console/payments.csv?" + filters + "\"")
                .contains("value=\"alice\"", "<option value=\"succeeded\" selected>", "checked");
    }

    @ParameterizedTest
    @CsvSource({
        "currency=dollars, A currency has three letters",
        "from=yesterday, A day has to be like",
        "to=2024-02-30, A day has to be like",
        "user=a\u0000b, No user",
    })
    void a_filter_that_makes_no_sense_is_said_and_core_is_not_asked(String query, String answer) {
        Response page = support.open("/console/payments?order=42&" + query);

        assertThat(page.statusCode()).isEqualTo(400);
        assertThat(page.asString()).contains(answer, "value=\"42\"");
        assertThat(support.open("/console/payments.csv?" + query).statusCode()).isEqualTo(400);
        CoreDouble.core().verifyThat(0, getRequestedFor(anyUrl()));
    }

    @Test
    void one_payment_has_its_order_tries_refunds_disputes_and_what_became_of_it() {
        Books.knows(Books.payment("pi_1", "alice", "second_payment"));

        String page = support.read("/console/payments/pi_1");

        assertThat(page)
                .contains("already paid by another payment", "Give this one back")
                .contains("Order 42", "or_0123456789abcdef", "storage_boost", "100 GiB &lt;b&gt;")
                .contains("which counts for the order")
                .contains("no intent", "closed: refused")
                .contains("re_1", "requested by customer", "dp_1", "needs response")
                .contains("awaiting payment → paid", "href=\"/console/events/evt_7\"")
                .contains("href=\"/console/lanes/pi_1\"", "/console/payments/pi_1?at=7")
                .doesNotContain("/refund\"");
        assertThat(Browser.admin().read("/console/payments/pi_1"))
                .contains("href=\"/console/payments/pi_1/refund\"");
    }

    @Test
    void of_an_older_core_the_payment_is_shown_without_the_rest() {
        CoreBooks.holds(
                "/internal/payments",
                new PaymentPage(List.of(Books.payment("pi_1", "alice")), null));

        assertThat(support.read("/console/payments/pi_1"))
                .contains("19.00 USD", "cannot be shown: core-service does not offer it");
    }

    @Test
    void a_payment_nobody_knows_is_a_page_that_says_so() {
        CoreBooks.holds("/internal/payments", new PaymentPage(List.of(), null));

        assertThat(support.open("/console/payments/pi_x").statusCode()).isEqualTo(404);
    }

    @Test
    void those_under_review_are_told_with_why_and_what_to_do() {
        Books.lists(null, Books.payment("pi_1", "alice", "amount_differs", "moon_phase"));
        CoreBooks.holds(
                "/internal/payments/reviews", new PaymentReviews(1, Map.of("amount_differs", 1L)));

        String page = support.read("/console/reviews");

        assertThat(page)
                .contains("pi_1", "Another amount was paid than the order costs")
                .contains("Give the money back", "moon phase", "1 in all")
                .doesNotContain("/refund\"");
        CoreDouble.core()
                .verifyThat(
                        1,
                        getRequestedFor(urlPathEqualTo(Books.HISTORY))
                                .withQueryParam("review", equalTo("true")));
        assertThat(Browser.admin().read("/console/reviews"))
                .contains("href=\"/console/payments/pi_1/refund\"");
    }

    @Test
    void the_file_has_each_amount_twice_and_no_formula() {
        Books.lists(null, Books.payment("pi_1", "=cmd|' /C calc'!A0"));

        Response file = support.open("/console/payments.csv");

        assertThat(file.statusCode()).isEqualTo(200);
        assertThat(file.contentType()).startsWith("text/csv");
        assertThat(file.header("Content-Disposition"))
                .isEqualTo("attachment; filename=\"payments.csv\"");
        assertThat(file.asString().split("\r\n"))
                .containsExactly(
                        "created_at,payment_intent_id,order_id,order_status,attempt,user_id,status,"
                                + "currency,amount,amount_minor_units,amount_received,"
                                + "amount_received_minor_units,amount_refunded,"
                                + "amount_refunded_minor_units,refunds,disputes,failure_code,"
                                + "review,updated_at",
                        "2024-03-09T16:00:00Z,pi_1,42,paid,1,'=cmd|' /C calc'!A0,succeeded,usd,"
                                + "19.00,1900,19.00,1900,5.00,500,1,1,,,2024-03-09T16:05:00Z");
    }

    @Test
    void the_file_goes_through_every_page_up_to_its_bound() {
        PaymentPage full =
                new PaymentPage(Collections.nCopies(500, Books.payment("pi_1", "alice")), "17_4");
        CoreBooks.holds(Books.HISTORY, full);

        Response cut = support.open("/console/payments.csv");

        assertThat(cut.header("Content-Disposition")).contains("payments-first-10000.csv");
        assertThat(cut.asString().split("\r\n")).hasSize(10_001);
        CoreDouble.core()
                .verifyThat(
                        1,
                        getRequestedFor(urlPathEqualTo(Books.HISTORY))
                                .withQueryParam("before", absent()));
        CoreDouble.core()
                .verifyThat(
                        19,
                        getRequestedFor(urlPathEqualTo(Books.HISTORY))
                                .withQueryParam("before", equalTo("17_4")));
    }

    @Test
    void two_files_are_made_at_once_and_a_third_is_asked_for_later() throws Exception {
        String page = CoreBooks.json(new PaymentPage(List.of(), null));
        CoreDouble.core()
                .register(
                        get(urlPathEqualTo(Books.HISTORY))
                                .willReturn(okJson(page).withFixedDelay(7_000)));
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            List<Future<Integer>> made =
                    IntStream.range(0, 2)
                            .mapToObj(
                                    _ ->
                                            threads.submit(
                                                    () ->
                                                            support.request()
                                                                    .get("/console/payments.csv")
                                                                    .statusCode()))
                            .toList();
            Inspect.until(
                    "core to be asked for both",
                    () ->
                            CoreDouble.core()
                                            .find(getRequestedFor(urlPathEqualTo(Books.HISTORY)))
                                            .size()
                                    == 2);

            Response third = support.open("/console/payments.csv");

            assertThat(third.statusCode()).isEqualTo(503);
            assertThat(third.header("Retry-After")).isNotNull();
            assertThat(third.asString()).contains("Ask again shortly", "Sign out");
            for (Future<Integer> each : made) {
                assertThat(each.get()).isEqualTo(200);
            }
        }
        assertThat(support.open("/console/payments.csv").statusCode()).isEqualTo(200);
    }

    @Test
    void half_a_file_is_none() {
        Books.lists("17_4", Books.payment("pi_1", "alice"));
        CoreDouble.core()
                .register(
                        get(urlPathEqualTo(Books.HISTORY))
                                .withQueryParam("before", equalTo("17_4"))
                                .atPriority(1)
                                .willReturn(okJson("nothing of core's")));

        Response answer = support.open("/console/payments.csv");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.contentType()).startsWith("text/html");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/console/payments",
                "/console/payments/pi_1",
                "/console/payments.csv",
                "/console/reviews"
            })
    void a_core_that_is_away_is_said_plainly(String path) {
        CoreBooks.away();

        Response answer = support.open(path);

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.asString()).contains("core-service cannot be reached", "Sign out");
    }

    @Test
    void what_core_says_is_shown_as_text() {
        Books.lists(null, Books.payment("pi_1", EVIL, EVIL));
        Books.knows(Books.payment("pi_1", EVIL, EVIL));
        CoreBooks.holds("/internal/payments/reviews", new PaymentReviews(1, Map.of(EVIL, 1L)));

        for (String path :
                List.of("/console/payments", "/console/payments/pi_1", "/console/reviews")) {
            assertThat(support.read(path))
                    .doesNotContain(EVIL)
                    .contains("&lt;script&gt;alert(&#39;x&#39;)");
        }
    }

    @Test
    void nobody_sees_payments_who_has_not_signed_in() {
        for (String path :
                List.of("/console/payments", "/console/payments.csv", "/console/reviews")) {
            assertThat(Browser.stranger().open(path).statusCode()).isEqualTo(303);
        }
        CoreDouble.core().verifyThat(0, getRequestedFor(anyUrl()));
    }
}
