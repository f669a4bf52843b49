package io.tollgate.local.standin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.stripe.model.PaymentIntent;
import com.stripe.model.Subscription;
import com.stripe.param.SubscriptionCreateParams;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Invoices whose payment intents are more than an id, for those who must tell them from orders. */
class InvoiceIntentsTest {

    private final Fixture fixture = Fixture.start();
    private final Paying paying = new Paying(fixture);

    @BeforeEach
    void makeThem() throws Exception {
        fixture.control().settings(Map.of("invoice_intents", true));
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    private String intentOf(Subscription subscription) throws Exception {
        return payments("invoice=" + subscription.getLatestInvoice())
                .at("/data/0/payment/payment_intent")
                .asText();
    }

    private JsonNode payments(String query) throws Exception {
        return fixture.raw().get("/v1/invoice_payments?" + query).body();
    }

    private PaymentIntent intent(String id) throws Exception {
        return fixture.stripe().v1().paymentIntents().retrieve(id);
    }

    private String invoiceStatus(Subscription subscription) throws Exception {
        return fixture.stripe()
                .v1()
                .invoices()
                .retrieve(subscription.getLatestInvoice())
                .getStatus();
    }

    @Test
    void aPaidInvoiceHasAnIntentWithoutMetadataAndACharge() throws Exception {
        Subscription made = fixture.subscribe(Fixture.VISA);

        PaymentIntent intent = intent(intentOf(made));

        assertThat(intent.getStatus()).isEqualTo("succeeded");
        assertThat(intent.getMetadata()).isEmpty();
        assertThat(intent.getCustomer()).isEqualTo(made.getCustomer());
        assertThat(intent.getAmount()).isEqualTo(1_200);
        assertThat(paying.events())
                .containsExactly(
                        "payment_intent.created", "charge.succeeded", "payment_intent.succeeded");
        assertThat(fixture.eventTypes().stream().filter("invoice.paid"::equals)).hasSize(1);
    }

    @Test
    void theInvoiceOfAnIntentIsFoundByWayOfItsPayment() throws Exception {
        Subscription made = fixture.subscribe(Fixture.VISA);
        fixture.subscribe(Fixture.VISA);
        String intent = intentOf(made);

        JsonNode found = payments("payment[type]=payment_intent&payment[payment_intent]=" + intent);
        JsonNode none =
                payments(
                        "payment[type]=payment_intent&payment[payment_intent]="
                                + paying.paid(Fixture.VISA).getId());

        assertThat(found.path("data")).hasSize(1);
        assertThat(found.at("/data/0/invoice").asText()).isEqualTo(made.getLatestInvoice());
        assertThat(none.path("data")).isEmpty();
    }

    @Test
    void olderVersionsTellTheInvoiceOnTheIntentAndOnTheCharge() throws Exception {
        Subscription made = fixture.subscribe(Fixture.VISA);
        PaymentIntent intent = intent(intentOf(made));
        RawClient old = fixture.raw().with("Stripe-Version", "2024-06-20");

        JsonNode oldIntent = old.get("/v1/payment_intents/" + intent.getId()).body();
        JsonNode charge = old.get("/v1/charges/" + intent.getLatestCharge()).body();
        JsonNode invoice = old.get("/v1/invoices/" + made.getLatestInvoice()).body();

        assertThat(oldIntent.path("invoice").asText()).isEqualTo(made.getLatestInvoice());
        assertThat(charge.path("invoice").asText()).isEqualTo(made.getLatestInvoice());
        assertThat(invoice.path("payment_intent").asText()).isEqualTo(intent.getId());
        assertThat(invoice.path("charge").asText()).isEqualTo(intent.getLatestCharge());
    }

    @Test
    void aDeclinedInvoiceIsADeclinedIntentAndTheNextTryUsesTheSameOne() throws Exception {
        Subscription made = fixture.subscribe(Fixture.DECLINED);
        String id = intentOf(made);
        assertThat(intent(id).getStatus()).isEqualTo("requires_payment_method");

        fixture.raw()
                .post(
                        "/v1/invoices/" + made.getLatestInvoice() + "/pay",
                        "payment_method=" + Fixture.VISA);

        assertThat(intent(id).getStatus()).isEqualTo("succeeded");
        assertThat(fixture.status(made)).isEqualTo("active");
        assertThat(paying.charges(intent(id))).hasSize(2);
    }

    @Test
    void authenticatingTheIntentPaysTheInvoiceAndStartsTheSubscription() throws Exception {
        Subscription made = fixture.subscribe(Fixture.AUTHENTICATION);
        String id = intentOf(made);
        assertThat(intent(id).getStatus()).isEqualTo("requires_action");
        assertThat(fixture.status(made)).isEqualTo("incomplete");

        fixture.control().payments().authenticate(id);

        assertThat(invoiceStatus(made)).isEqualTo("paid");
        assertThat(fixture.status(made)).isEqualTo("active");
    }

    @Test
    void aPageCanPayTheFirstInvoiceOfASubscriptionThatWaitsForIt() throws Exception {
        Subscription made =
                fixture.stripe()
                        .v1()
                        .subscriptions()
                        .create(
                                Fixture.pro(fixture.customer("").getId())
                                        .setPaymentBehavior(
                                                SubscriptionCreateParams.PaymentBehavior
                                                        .DEFAULT_INCOMPLETE)
                                        .build());
        String secret = intent(intentOf(made)).getClientSecret();

        fixture.control().payments().pay(secret, Fixture.VISA);

        assertThat(fixture.status(made)).isEqualTo("active");
    }

    @Test
    void aVoidedInvoiceTakesItsIntentAlong() throws Exception {
        Subscription made = fixture.subscribe(Fixture.DECLINED);
        String id = intentOf(made);

        fixture.raw().post("/v1/invoices/" + made.getLatestInvoice() + "/void", "");

        assertThat(intent(id).getStatus()).isEqualTo("canceled");
        assertThat(intent(id).getCancellationReason()).isEqualTo("void_invoice");
    }

    @Test
    void withoutTheSettingAnInvoiceShowsAnIdAndNoEventTellsOfAPayment() throws Exception {
        fixture.control().settings(Map.of("invoice_intents", false));

        Subscription made = fixture.subscribe(Fixture.VISA);

        assertThat(intentOf(made)).startsWith("pi_");
        assertThat(fixture.raw().get("/v1/payment_intents/" + intentOf(made)).status())
                .isEqualTo(404);
        assertThat(paying.events()).isEqualTo(List.of());
    }
}
