package io.tollgate.local.standin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.stripe.model.PaymentIntent;
import io.tollgate.local.standin.RawClient.Raw;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What payment intents refuse, and how each version sees them. */
class PaymentRulesTest {

    private static final String INTENTS = "/v1/payment_intents";

    private final Fixture fixture = Fixture.start();
    private final Paying paying = new Paying(fixture);

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void anAmountHasToSuitItsCurrency() throws Exception {
        Map<String, String> refused =
                Map.of(
                        "amount=49&currency=eur", "amount_too_small",
                        "amount=29&currency=gbp", "amount_too_small",
                        "amount=49&currency=jpy", "amount_too_small",
                        "amount=0&currency=eur", "parameter_invalid_integer",
                        "amount=550&currency=isk", "parameter_invalid_integer",
                        "amount=550&currency=ugx", "parameter_invalid_integer",
                        "amount=5124&currency=kwd", "parameter_invalid_integer",
                        "currency=eur", "parameter_missing");
        List<String> taken =
                List.of(
                        "amount=50&currency=eur",
                        "amount=50&currency=jpy",
                        "amount=500&currency=isk",
                        "amount=500&currency=UGX",
                        "amount=5120&currency=kwd",
                        "amount=100&currency=isk");

        for (Map.Entry<String, String> each : refused.entrySet()) {
            Raw answer = fixture.raw().post(INTENTS, each.getKey());
            assertThat(answer.status()).as(each.getKey()).isEqualTo(400);
            assertThat(answer.error().path("code").asText())
                    .as(each.getKey())
                    .isEqualTo(each.getValue());
            assertThat(answer.error().path("param").asText()).isEqualTo("amount");
        }
        for (String each : taken) {
            assertThat(fixture.raw().post(INTENTS, each).status()).as(each).isEqualTo(200);
        }
    }

    @Test
    void anUnknownCurrencyCustomerOrMethodIsRefusedByItsName() throws Exception {
        Raw currency = fixture.raw().post(INTENTS, "amount=500&currency=xyz");
        Raw customer = fixture.raw().post(INTENTS, "amount=500&currency=eur&customer=cus_none");
        Raw method = fixture.raw().post(INTENTS, "amount=500&currency=eur&payment_method=pm_none");

        assertThat(currency.error().path("param").asText()).isEqualTo("currency");
        assertThat(customer.error().path("code").asText()).isEqualTo("resource_missing");
        assertThat(customer.error().path("param").asText()).isEqualTo("customer");
        assertThat(method.error().path("param").asText()).isEqualTo("payment_method");
        assertThat(paying.events()).isEmpty();
    }

    @Test
    void theNewestVersionTakesNoPaymentMethodTypes() throws Exception {
        String form = "amount=500&currency=eur&payment_method_types[]=card";

        Raw endive = fixture.raw().with("Stripe-Version", "2026-10-28.endive").post(INTENTS, form);
        Raw dahlia = fixture.raw().post(INTENTS, form);
        Raw both = fixture.raw().post(INTENTS, form + "&automatic_payment_methods[enabled]=true");

        assertThat(endive.status()).isEqualTo(400);
        assertThat(endive.error().path("code").asText())
                .isEqualTo("payment_method_types_no_longer_supported");
        assertThat(dahlia.body().at("/payment_method_types/0").asText()).isEqualTo("card");
        assertThat(dahlia.body().path("automatic_payment_methods").isNull()).isTrue();
        assertThat(both.status()).isEqualTo(400);
    }

    @Test
    void aMerchantWhoConfirmsMustSayWhereARedirectComesBack() throws Exception {
        String id =
                fixture.raw().post(INTENTS, "amount=500&currency=eur").body().path("id").asText();
        String confirm = INTENTS + "/" + id + "/confirm";

        Raw without = fixture.raw().post(confirm, "payment_method=" + Fixture.AUTHENTICATION);
        Raw with =
                fixture.raw()
                        .post(
                                confirm,
                                "return_url=http://127.0.0.1:1/back&payment_method="
                                        + Fixture.AUTHENTICATION);

        assertThat(without.status()).isEqualTo(400);
        assertThat(without.error().path("param").asText()).isEqualTo("return_url");
        assertThat(with.body().at("/next_action/type").asText()).isEqualTo("redirect_to_url");
        assertThat(with.body().at("/next_action/redirect_to_url/url").asText())
                .isEqualTo(fixture.url() + "/_standin/authenticate/" + id);
    }

    @Test
    void withoutAMethodThereIsNothingToConfirm() throws Exception {
        PaymentIntent intent = paying.create();

        Raw answer = fixture.raw().post(INTENTS + "/" + intent.getId() + "/confirm", "");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(paying.again(intent).getStatus()).isEqualTo("requires_payment_method");
    }

    @Test
    void aDeclineIsKeptUnderItsIdempotencyKey() throws Exception {
        PaymentIntent intent = paying.create();
        String confirm = INTENTS + "/" + intent.getId() + "/confirm";
        RawClient keyed = fixture.raw().with("Idempotency-Key", "once");

        Raw first = keyed.post(confirm, "payment_method=pm_card_chargeDeclined");
        Raw again = keyed.post(confirm, "payment_method=pm_card_chargeDeclined");

        assertThat(first.status()).isEqualTo(402);
        assertThat(again.status()).isEqualTo(402);
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(paying.charges(intent)).hasSize(1);
    }

    @Test
    void aCreationWhoseReplyWasLostIsGivenAgainUnderItsKey() throws Exception {
        RawClient keyed = fixture.raw().with("Idempotency-Key", "pi:order_1:1");
        fixture.control().faults(Map.of("api_lost_reply", 1.0));
        String form = "amount=500&currency=eur";
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> keyed.post(INTENTS, form))
                .isInstanceOf(java.io.IOException.class);
        fixture.control().clearFaults();

        JsonNode found = keyed.post(INTENTS, form).body();

        assertThat(fixture.raw().get(INTENTS).body().path("data")).hasSize(1);
        assertThat(fixture.raw().get(INTENTS).body().at("/data/0/id")).isEqualTo(found.get("id"));
    }

    @Test
    void a500IsKeptUnderItsKeyAndA429IsNot() throws Exception {
        PaymentIntent paid = paying.paid(Fixture.VISA);
        String form = "amount=500&payment_intent=" + paid.getId();
        RawClient broken = fixture.raw().with("Idempotency-Key", "broken");
        RawClient slowed = fixture.raw().with("Idempotency-Key", "slowed");

        fixture.control().faults(Map.of("api_500", 1.0));
        assertThat(broken.post("/v1/refunds", form).status()).isEqualTo(500);
        fixture.control().clearFaults();
        fixture.control().faults(Map.of("api_429", 1.0));
        assertThat(slowed.post("/v1/refunds", form).status()).isEqualTo(429);
        fixture.control().clearFaults();

        assertThat(broken.post("/v1/refunds", form).status()).isEqualTo(500);
        assertThat(slowed.post("/v1/refunds", form).status()).isEqualTo(200);
        assertThat(paying.charge(paid).getAmountRefunded()).isEqualTo(500);
    }

    @Test
    void theOldestVersionShowsTheChargesInsideTheIntent() throws Exception {
        PaymentIntent paid = paying.paid(Fixture.VISA);
        String path = INTENTS + "/" + paid.getId();

        JsonNode oldest = at("2020-08-27", path);
        JsonNode middle = at("2024-06-20", path);
        JsonNode today = at("2026-07-29.dahlia", path);

        assertThat(oldest.at("/charges/data/0/id").asText()).isEqualTo(paid.getLatestCharge());
        assertThat(oldest.at("/charges/data/0/refunds/object").asText()).isEqualTo("list");
        assertThat(oldest.has("latest_charge")).isFalse();
        assertThat(oldest.has("invoice")).isTrue();
        assertThat(middle.has("charges")).isFalse();
        assertThat(middle.has("invoice")).isTrue();
        assertThat(middle.path("latest_charge").asText()).isEqualTo(paid.getLatestCharge());
        assertThat(today.has("invoice")).isFalse();
        assertThat(today.has("charges")).isFalse();
    }

    @Test
    void manyFailedAttemptsAreShownAsAPageOfChargesThatHasMore() throws Exception {
        PaymentIntent intent = paying.create();
        String path = INTENTS + "/" + intent.getId();
        for (int i = 0; i < 12; i++) {
            fixture.raw().post(path + "/confirm", "payment_method=pm_card_chargeDeclined");
        }

        JsonNode charges = at("2020-08-27", path).path("charges");

        assertThat(charges.path("data")).hasSize(10);
        assertThat(charges.path("has_more").asBoolean()).isTrue();
        assertThat(charges.at("/data/0/id").asText())
                .isEqualTo(paying.again(intent).getLatestCharge());
    }

    private JsonNode at(String version, String path) throws Exception {
        return fixture.raw().with("Stripe-Version", version).get(path).body();
    }
}
