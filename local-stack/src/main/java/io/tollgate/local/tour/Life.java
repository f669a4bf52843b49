package io.tollgate.local.tour;

import com.fasterxml.jackson.databind.JsonNode;
import io.tollgate.local.client.Answer;
import io.tollgate.local.client.BillingClient;
import io.tollgate.local.client.CoreClient;
import io.tollgate.local.client.Pair;
import io.tollgate.local.client.StandInClient;
import io.tollgate.local.client.StripeApiClient;
import io.tollgate.local.stack.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** What one customer does at the stand-in, and what else happens meanwhile. */
final class Life {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    /** Older than what reconcile takes for being on its way. */
    private static final Duration GRACE_OVER = Duration.ofMinutes(10);

    /** One of Stripe's test cards: it can be kept, and declines every charge. */
    private static final String DECLINES = "pm_card_chargeCustomerFail";

    private final String user;
    private final StripeApiClient stripe;
    private final StandInClient standIn;
    private final BillingClient billing;
    private final CoreClient core;
    private String customer = "";
    private String subscription = "";
    private String item = "";

    Life(Pair pair, String user) {
        this.user = user;
        this.stripe = pair.stripeApi();
        this.standIn = pair.standIn();
        this.billing = pair.billingClient();
        this.core = pair.coreClient();
    }

    int link() throws IOException {
        customer =
                stripe.post(
                                "/v1/customers",
                                Map.of(
                                        "name", "Alice Example",
                                        "payment_method", "pm_card_visa",
                                        "invoice_settings[default_payment_method]", "pm_card_visa"))
                        .body()
                        .path("id")
                        .asText();
        return core.link(user, customer).status();
    }

    int subscribe() throws IOException {
        Answer answer =
                stripe.post(
                        "/v1/subscriptions",
                        Map.of("customer", customer, "items[0][price]", "price_pro_monthly"));
        JsonNode made = answer.body();
        subscription = made.path("id").asText();
        item = made.at("/items/data/0/id").asText();
        return answer.status();
    }

    /** The wrong secret: whoever sends this is not Stripe. */
    int forge() throws IOException {
        String event =
                """
                {"id":"evt_forged","object":"event","type":"customer.subscription.updated",\
                "created":1,"data":{"object":{"id":"%s"}}}\
                """
                        .formatted(subscription);
        return billing.signingWith("whsec_test_not_the_secret")
                .post("/webhook/stripe", event.getBytes(StandardCharsets.UTF_8))
                .status();
    }

    int upgrade() throws IOException {
        return update(Map.of("items[0][id]", item, "items[0][price]", "price_team_monthly"));
    }

    int addSeatWithoutMoney() throws IOException {
        useCard(DECLINES);
        return update(
                Map.of(
                        "items[0][id]", item,
                        "items[0][quantity]", "2",
                        "proration_behavior", "always_invoice"));
    }

    int payWithAnotherCard() throws IOException {
        useCard("pm_card_visa");
        String invoice =
                stripe.get("/v1/subscriptions/" + subscription)
                        .body()
                        .path("latest_invoice")
                        .asText();
        return stripe.post("/v1/invoices/" + invoice + "/pay", Map.of()).status();
    }

    int passTo(Instant time) throws IOException {
        standIn.advance(Duration.ofSeconds(time.getEpochSecond() - standIn.now()));
        return 200;
    }

    /** Nothing of before may still be on its way: billing would ask Stripe, and see the change. */
    int cancelUnheard() throws IOException {
        Await.until(TIMEOUT, this::isQuiet);
        int dropped = dropped();
        standIn.faults(Map.of("drop", 1.0));
        int status = update(Map.of("cancel_at_period_end", "true"));
        boolean lost = Await.until(TIMEOUT, () -> dropped() > dropped);
        standIn.clearFaults();
        standIn.advance(GRACE_OVER);
        return lost ? status : 0;
    }

    private boolean isQuiet() {
        try {
            return standIn.pendingDeliveries() == 0
                    && billing.admin("/admin/events/summary").body().at("/counts/pending").asInt(1)
                            == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private int dropped() {
        try {
            return standIn.deliveries().path("dropped").asInt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int reconcile() throws IOException {
        return billing.adminPost("/admin/reconcile", Map.of("mode", "repair")).status();
    }

    int stay() throws IOException {
        return update(Map.of("cancel_at_period_end", "false"));
    }

    int passWithoutMoney(Instant time) throws IOException {
        useCard(DECLINES);
        standIn.settings(Map.of("dunning_end", "unpaid"));
        return passTo(time);
    }

    private int update(Map<String, String> change) throws IOException {
        return stripe.post("/v1/subscriptions/" + subscription, change).status();
    }

    private void useCard(String method) throws IOException {
        stripe.post(
                "/v1/customers/" + customer,
                Map.of("invoice_settings[default_payment_method]", method));
    }
}
