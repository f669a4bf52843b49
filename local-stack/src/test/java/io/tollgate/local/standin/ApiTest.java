package io.tollgate.local.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.stripe.exception.InvalidRequestException;
import com.stripe.model.Event;
import com.stripe.model.Invoice;
import com.stripe.model.InvoicePayment;
import com.stripe.model.StripeCollection;
import com.stripe.model.Subscription;
import com.stripe.model.SubscriptionItem;
import com.stripe.param.EventListParams;
import com.stripe.param.InvoiceRetrieveParams;
import com.stripe.param.SubscriptionItemListParams;
import com.stripe.param.SubscriptionListParams;
import com.stripe.param.SubscriptionRetrieveParams;
import io.tollgate.local.standin.RawClient.Raw;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Keys, versions, errors, pages and expansion. */
class ApiTest {

    private final Fixture fixture = Fixture.start();

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void aMissingOrWrongKeyIs401() throws Exception {
        Raw without = new RawClient(fixture.url(), "").get("/v1/customers");
        Raw wrong = new RawClient(fixture.url(), "sk_test_wrong").get("/v1/customers");

        assertThat(without.status()).isEqualTo(401);
        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong.error().path("message").asText()).doesNotContain("sk_test");
    }

    @Test
    void theKeyMayBeTheUserOfBasicAuthentication() throws Exception {
        String basic =
                Base64.getEncoder()
                        .encodeToString((Fixture.KEY + ":").getBytes(StandardCharsets.UTF_8));

        Raw answer = fixture.raw().with("Authorization", "Basic " + basic).get("/v1/customers");

        assertThat(answer.status()).isEqualTo(200);
    }

    @Test
    void anAnswerTellsItsRequestItsVersionAndTheTimeThatHolds() throws Exception {
        fixture.advanceDays(400);

        Raw answer = fixture.raw().get("/v1/customers");

        assertThat(answer.header("Request-Id")).startsWith("req_");
        assertThat(answer.header("Stripe-Version")).isEqualTo("2026-07-29.dahlia");
        long date =
                java.time.ZonedDateTime.parse(
                                answer.header("Date"),
                                java.time.format.DateTimeFormatter.RFC_1123_DATE_TIME)
                        .toEpochSecond();
        assertThat(date).isBetween(fixture.control().now() - 60, fixture.control().now());
    }

    @Test
    void aVersionNobodySpeaksIsRefused() throws Exception {
        Raw answer = fixture.raw().with("Stripe-Version", "2001-01-01").get("/v1/customers");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error().path("message").asText()).contains("2001-01-01");
    }

    @Test
    void eachVersionHasItsOwnShapes() throws Exception {
        Subscription made = fixture.subscribe(Fixture.VISA);
        String path = "/v1/subscriptions/" + made.getId();
        String invoice = "/v1/invoices/" + made.getLatestInvoice();

        for (String version : List.of("2020-08-27", "2024-06-20")) {
            RawClient old = fixture.raw().with("Stripe-Version", version);
            assertThat(old.get(path).body().path("current_period_end").asLong()).isPositive();
            assertThat(old.get(invoice).body().path("subscription").asText())
                    .isEqualTo(made.getId());
            assertThat(old.get(invoice).body().path("paid").asBoolean()).isTrue();
            assertThat(old.get(invoice).body().at("/lines/data/0/price/id").asText())
                    .isEqualTo(Fixture.PRO);
        }
        for (String version : List.of("2026-07-29.dahlia", "2026-10-28.endive")) {
            RawClient today = fixture.raw().with("Stripe-Version", version);
            assertThat(today.get(path).body().has("current_period_end")).isFalse();
            assertThat(today.get(invoice).body().has("subscription")).isFalse();
            assertThat(
                            today.get(invoice)
                                    .body()
                                    .at("/parent/subscription_details/subscription")
                                    .asText())
                    .isEqualTo(made.getId());
        }
    }

    @Test
    void aParameterNobodyKnowsIsRefusedByItsName() throws Exception {
        Raw flat = fixture.raw().post("/v1/customers", "colour=red");
        Raw nested = fixture.raw().post("/v1/subscriptions", "customer=cus_x&items[0][colour]=red");

        assertThat(flat.status()).isEqualTo(400);
        assertThat(flat.error().path("code").asText()).isEqualTo("parameter_unknown");
        assertThat(flat.error().path("type").asText()).isEqualTo("invalid_request_error");
        assertThat(flat.error().path("message").asText())
                .isEqualTo("Received unknown parameter: colour");
        assertThat(nested.error().path("param").asText()).isEqualTo("items[0][colour]");
    }

    @Test
    void whatIsMissingOrOfTheWrongKindIsRefusedByItsName() throws Exception {
        Raw missing = fixture.raw().post("/v1/subscriptions", "");
        Raw number = fixture.raw().get("/v1/customers?limit=many");
        Raw large = fixture.raw().get("/v1/customers?limit=101");
        Raw word =
                fixture.raw()
                        .post(
                                "/v1/subscriptions",
                                "customer="
                                        + fixture.customer("").getId()
                                        + "&items[0][price]=price_pro_monthly"
                                        + "&payment_behavior=whatever");

        assertThat(missing.error().path("code").asText()).isEqualTo("parameter_missing");
        assertThat(missing.error().path("param").asText()).isEqualTo("customer");
        assertThat(number.error().path("code").asText()).isEqualTo("parameter_invalid_integer");
        assertThat(large.error().path("code").asText()).isEqualTo("parameter_invalid_integer");
        assertThat(word.error().path("param").asText()).isEqualTo("payment_behavior");
        assertThat(List.of(missing, number, large, word)).extracting(Raw::status).containsOnly(400);
    }

    @Test
    void whatIsNotThereIs404InAPathAnd400InAParameter() throws Exception {
        assertThatThrownBy(() -> fixture.subscription("sub_nowhere"))
                .isInstanceOfSatisfying(
                        InvalidRequestException.class,
                        e -> {
                            assertThat(e.getStatusCode()).isEqualTo(404);
                            assertThat(e.getCode()).isEqualTo("resource_missing");
                            assertThat(e.getParam()).isEqualTo("id");
                        });
        Raw parameter = fixture.raw().post("/v1/subscriptions", "customer=cus_x&items[0][price]=p");

        assertThat(parameter.status()).isEqualTo(400);
        assertThat(parameter.error().path("param").asText()).isEqualTo("customer");
        assertThat(fixture.raw().get("/v1/nothing_here").status()).isEqualTo(404);
    }

    @Test
    void pagesGoOnAfterAndBeforeAnyElement() throws Exception {
        for (int i = 0; i < 7; i++) {
            fixture.customer("");
        }
        List<String> newestFirst = ids(fixture.raw().get("/v1/events?limit=100"));

        Raw first = fixture.raw().get("/v1/events?limit=3");
        Raw second = fixture.raw().get("/v1/events?limit=3&starting_after=" + newestFirst.get(2));
        Raw last = fixture.raw().get("/v1/events?limit=3&starting_after=" + newestFirst.get(5));
        Raw before = fixture.raw().get("/v1/events?limit=3&ending_before=" + newestFirst.get(5));
        Raw start = fixture.raw().get("/v1/events?limit=3&ending_before=" + newestFirst.get(2));

        assertThat(ids(first)).isEqualTo(newestFirst.subList(0, 3));
        assertThat(ids(second)).isEqualTo(newestFirst.subList(3, 6));
        assertThat(ids(last)).isEqualTo(newestFirst.subList(6, 7));
        assertThat(ids(before)).isEqualTo(newestFirst.subList(2, 5));
        assertThat(ids(start)).isEqualTo(newestFirst.subList(0, 2));
        assertThat(List.of(first, second, last, before, start))
                .extracting(page -> page.body().path("has_more").asBoolean())
                .containsExactly(true, true, false, true, false);
    }

    private static List<String> ids(Raw page) {
        List<String> ids = new ArrayList<>();
        page.body().get("data").forEach(row -> ids.add(row.path("id").asText()));
        return ids;
    }

    /** By hand: Stripe's Java client only pages forward by itself. */
    @Test
    void eventsAreWalkedFromOldToNewByTheirCursor() throws Exception {
        fixture.customer("");
        String cursor = fixture.events().getFirst().getId();
        for (int i = 0; i < 25; i++) {
            fixture.customer("");
        }
        List<Event> walked = new ArrayList<>();

        boolean more = true;
        while (more) {
            StripeCollection<Event> page = after(cursor);
            walked.addAll(page.getData().reversed());
            cursor = page.getData().getFirst().getId();
            more = page.getHasMore();
        }

        assertThat(walked).hasSize(25);
        assertThat(walked)
                .extracting(Event::getId)
                .isEqualTo(fixture.events().subList(1, 26).stream().map(Event::getId).toList());
    }

    private StripeCollection<Event> after(String cursor) throws Exception {
        return fixture.stripe()
                .v1()
                .events()
                .list(EventListParams.builder().setEndingBefore(cursor).setLimit(10L).build());
    }

    @Test
    void eventsAreListedByTypeAndForThirtyDays() throws Exception {
        fixture.subscribe(Fixture.VISA);

        Raw two =
                fixture.raw()
                        .get("/v1/events?types[]=customer.created&types[]=invoice.paid&limit=100");
        Raw family = fixture.raw().get("/v1/events?type=customer.subscription.*");
        String old = ids(two).getFirst();
        fixture.advanceDays(32);
        Raw later =
                fixture.raw()
                        .get("/v1/events?types[]=customer.created&types[]=invoice.paid&limit=100");

        assertThat(ids(two)).hasSize(2);
        assertThat(ids(family)).hasSize(2);
        assertThat(ids(later)).hasSize(1).doesNotContain(old);
        assertThat(fixture.raw().get("/v1/events/" + old).status()).isEqualTo(404);
    }

    @Test
    void subscriptionsAreListedByStatusCustomerPriceAndTime() throws Exception {
        Subscription one = fixture.subscribe(Fixture.VISA);
        Subscription two = fixture.subscribe(Fixture.VISA);
        fixture.stripe().v1().subscriptions().cancel(two.getId());
        String list = "/v1/subscriptions?";

        assertThat(ids(fixture.raw().get(list))).containsExactly(one.getId());
        assertThat(ids(fixture.raw().get(list + "status=all")))
                .containsExactly(two.getId(), one.getId());
        assertThat(ids(fixture.raw().get(list + "status=canceled"))).containsExactly(two.getId());
        assertThat(ids(fixture.raw().get(list + "customer=" + one.getCustomer())))
                .containsExactly(one.getId());
        assertThat(ids(fixture.raw().get(list + "price=" + Fixture.TEAM))).isEmpty();
        assertThat(ids(fixture.raw().get(list + "created[gte]=" + one.getCreated())))
                .contains(one.getId());
        assertThat(ids(fixture.raw().get(list + "created[lt]=" + one.getCreated()))).isEmpty();
    }

    @Test
    void moreThanTenItemsAreCutAndListedElsewhere() throws Exception {
        StringBuilder form =
                new StringBuilder("customer=" + fixture.customer("pm_card_visa").getId());
        for (int i = 0; i < 12; i++) {
            fixture.control()
                    .addPrice(
                            Map.of(
                                    "id",
                                    "price_extra_" + i,
                                    "product",
                                    "prod_x",
                                    "unit_amount",
                                    5));
            form.append("&items[").append(i).append("][price]=price_extra_").append(i);
        }
        JsonNode made = fixture.raw().post("/v1/subscriptions", form.toString()).body();

        List<String> all = new ArrayList<>();
        for (SubscriptionItem item :
                fixture.stripe()
                        .v1()
                        .subscriptionItems()
                        .list(
                                SubscriptionItemListParams.builder()
                                        .setSubscription(made.path("id").asText())
                                        .setLimit(5L)
                                        .build())
                        .autoPagingIterable()) {
            all.add(item.getPrice().getId());
        }

        assertThat(made.at("/items/data")).hasSize(10);
        assertThat(made.at("/items/has_more").asBoolean()).isTrue();
        assertThat(all).hasSize(12).doesNotHaveDuplicates();
        assertThat(fixture.lastEvent("customer.subscription.created").at("/data/object/items/data"))
                .hasSize(10);
    }

    @Test
    void itemsCanBeChangedOnTheirOwn() throws Exception {
        Subscription made = fixture.subscribe(Fixture.VISA);
        String items = "/v1/subscription_items";

        JsonNode added =
                fixture.raw()
                        .post(items, "subscription=" + made.getId() + "&price=" + Fixture.TEAM)
                        .body();
        String path = items + "/" + added.path("id").asText();
        JsonNode changed = fixture.raw().post(path, "quantity=3").body();
        JsonNode deleted = fixture.raw().delete(path).body();

        assertThat(added.at("/price/id").asText()).isEqualTo(Fixture.TEAM);
        assertThat(changed.path("quantity").asInt()).isEqualTo(3);
        assertThat(deleted.path("deleted").asBoolean()).isTrue();
        assertThat(fixture.subscription(made.getId()).getItems().getData()).hasSize(1);
    }

    @Test
    void idsAreExpandedWhereThatWasAskedFor() throws Exception {
        Subscription made = fixture.subscribe(Fixture.VISA);

        Subscription expanded =
                fixture.stripe()
                        .v1()
                        .subscriptions()
                        .retrieve(
                                made.getId(),
                                SubscriptionRetrieveParams.builder()
                                        .addExpand("customer")
                                        .addExpand("latest_invoice.payments")
                                        .build());
        Subscription listed =
                fixture.stripe()
                        .v1()
                        .subscriptions()
                        .list(SubscriptionListParams.builder().addExpand("data.customer").build())
                        .getData()
                        .getFirst();
        Raw wrong = fixture.raw().get("/v1/subscriptions/" + made.getId() + "?expand[]=colour");

        assertThat(expanded.getCustomerObject().getEmail()).isEqualTo("alice@example.test");
        assertThat(expanded.getLatestInvoiceObject().getPayments().getData())
                .extracting(InvoicePayment::getStatus)
                .containsExactly("paid");
        assertThat(listed.getCustomerObject().getEmail()).isEqualTo("alice@example.test");
        assertThat(wrong.status()).isEqualTo(400);
    }

    @Test
    void anInvoiceTellsHowItWasPaid() throws Exception {
        Subscription made = fixture.subscribe(Fixture.VISA);

        Invoice invoice =
                fixture.stripe()
                        .v1()
                        .invoices()
                        .retrieve(
                                made.getLatestInvoice(),
                                InvoiceRetrieveParams.builder().addExpand("payments").build());
        JsonNode payments =
                fixture.raw().get("/v1/invoice_payments?invoice=" + invoice.getId()).body();

        assertThat(invoice.getNumber()).endsWith("-0001");
        assertThat(payments.at("/data/0/payment/payment_intent").asText())
                .isEqualTo(
                        invoice.getPayments().getData().getFirst().getPayment().getPaymentIntent());
    }

    @Test
    void productsAndPricesAreMadeAndListed() throws Exception {
        Raw product = fixture.raw().post("/v1/products", "id=prod_gold&name=Gold");
        Raw again = fixture.raw().post("/v1/products", "id=prod_gold&name=Gold");
        Raw price =
                fixture.raw()
                        .post(
                                "/v1/prices",
                                "product=prod_gold&currency=eur&unit_amount=700"
                                        + "&recurring[interval]=week");
        Raw prices = fixture.raw().get("/v1/prices?product=prod_gold");

        assertThat(product.status()).isEqualTo(200);
        assertThat(again.error().path("code").asText()).isEqualTo("resource_already_exists");
        assertThat(price.body().at("/recurring/interval").asText()).isEqualTo("week");
        assertThat(ids(prices)).containsExactly(price.body().path("id").asText());
    }
}
