package io.tollgate.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tollgate.local.client.StandInClient;
import io.tollgate.local.client.StripeApiClient;
import io.tollgate.local.stack.Stack;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Payments whose events never came are found by comparing Stripe with core, and repaired. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PaymentReconcileTest {

    /** Stripe lists its events for thirty days. */
    private static final Duration EVENTS_ARE_GONE = Duration.ofDays(40);

    private static final String VISA = "pm_card_visa";

    private Stack stack;
    private Till till;
    private StandInClient standIn;
    private StripeApiClient stripe;
    private Agreement agreement;
    private int users;

    @BeforeAll
    void start() {
        stack = Systems.withStripe().billingEnv("TOLLGATE_RECONCILE_EVERY", "0S").start();
        till = new Till(stack);
        standIn = StandInClient.of(stack);
        stripe = StripeApiClient.of(stack);
        agreement = new Agreement(stack);
    }

    @AfterAll
    void stop() {
        stack.close();
    }

    private record Asked(long order, Told told) {}

    private Asked asked;

    @BeforeEach
    void ask() throws IOException {
        String user = "missed_" + users++;
        long order = till.order(user);
        asked = new Asked(order, till.openIntent(user, order));
    }

    private void pay() throws IOException {
        assertThat(standIn.payments().pay(asked.told().secret(), VISA).status()).isEqualTo(200);
    }

    /** From here on nothing is delivered; what is on its way arrives first. */
    private void deaf() throws IOException {
        agreement.settle();
        standIn.faults(Map.of("drop", 1.0));
    }

    /** A repair, and what it found; core has heard of nothing before. */
    private JsonNode repairedFrom(String unheard) throws IOException {
        assertThat(till.words(asked.order())).isEqualTo(unheard);
        standIn.clearFaults();
        JsonNode found = agreement.reconcile("repair").path("differences");
        agreement.settle();
        assertThat(found).isNotEmpty();
        return found;
    }

    @Test
    void a_payment_whose_webhook_never_came_pays_its_order() throws Exception {
        deaf();
        pay();

        JsonNode found = repairedFrom("awaiting_payment");

        assertThat(found.path("never_delivered").asInt()).isPositive();
        till.awaits(asked.order(), "paid");
        new PaymentAgreement(stack).holds();
        agreement.reconcilesToNothing();
    }

    @Test
    void a_payment_older_than_stripes_list_of_events_pays_its_order() throws Exception {
        deaf();
        pay();
        standIn.advance(EVENTS_ARE_GONE);

        repairedFrom("awaiting_payment");

        till.awaits(asked.order(), "paid");
        agreement.reconcilesToNothing();
    }

    @Test
    void a_refund_and_a_dispute_older_than_the_list_of_events_are_found_by_the_charge()
            throws Exception {
        pay();
        till.awaits(asked.order(), "paid");
        deaf();
        Map<String, String> refund =
                Map.of("payment_intent", asked.told().intent(), "amount", "300");
        assertThat(stripe.post("/v1/refunds", refund).status()).isEqualTo(200);
        standIn.payments().dispute(asked.told().intent());
        standIn.advance(EVENTS_ARE_GONE);

        repairedFrom("paid");

        till.awaits(asked.order(), "partially_refunded refunded 300 disputed");
        new PaymentAgreement(stack).holds();
        agreement.reconcilesToNothing();
    }

    @Test
    void a_refund_that_failed_unheard_of_is_taken_back() throws Exception {
        pay();
        till.awaits(asked.order(), "paid");
        Told made = till.refund(asked.told().intent(), "unheard of", 700);
        till.awaits(asked.order(), "partially_refunded refunded 700");
        deaf();
        standIn.payments().failRefund(made.body().path("refund_id").asText());
        standIn.advance(EVENTS_ARE_GONE);

        repairedFrom("partially_refunded refunded 700");

        till.awaits(asked.order(), "paid");
        agreement.reconcilesToNothing();
    }
}
