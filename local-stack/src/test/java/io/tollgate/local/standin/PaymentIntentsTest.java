package io.tollgate.local.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.stripe.exception.CardException;
import com.stripe.exception.InvalidRequestException;
import com.stripe.model.Charge;
import com.stripe.model.PaymentIntent;
import com.stripe.param.PaymentIntentCancelParams;
import com.stripe.param.PaymentIntentListParams;
import com.stripe.param.PaymentIntentRetrieveParams;
import com.stripe.param.PaymentIntentUpdateParams;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The life of payment intents and of their charges, seen through Stripe's client. */
class PaymentIntentsTest {

    private final Fixture fixture = Fixture.start();
    private final Paying paying = new Paying(fixture);

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void aNewOneWaitsForAPaymentMethodAndHasASecretForItsBrowser() throws Exception {
        PaymentIntent intent = paying.create();

        assertThat(intent.getStatus()).isEqualTo("requires_payment_method");
        assertThat(intent.getClientSecret()).startsWith(intent.getId() + "_secret_");
        assertThat(intent.getCaptureMethod()).isEqualTo("automatic_async");
        assertThat(intent.getLatestCharge()).isNull();
        assertThat(paying.events()).containsExactly("payment_intent.created");
    }

    @Test
    void aGoodCardMakesItSucceedWithOneChargeThatHasItsMetadata() throws Exception {
        PaymentIntent intent = paying.paid(Fixture.VISA);

        assertThat(intent.getStatus()).isEqualTo("succeeded");
        assertThat(intent.getAmountReceived()).isEqualTo(2_000);
        Charge charge = paying.charge(intent);
        assertThat(charge.getPaid()).isTrue();
        assertThat(charge.getPaymentIntent()).isEqualTo(intent.getId());
        assertThat(charge.getBalanceTransaction()).startsWith("txn_");
        assertThat(charge.getPaymentMethodDetails().getCard().getLast4()).isEqualTo("4242");
        assertThat(charge.getMetadata()).containsEntry("order_id", Paying.ORDER);
        assertThat(paying.events())
                .containsExactly(
                        "payment_intent.created", "charge.succeeded", "payment_intent.succeeded");
    }

    @Test
    void metadataGoesToTheChargeOnceAndNotAfterwards() throws Exception {
        PaymentIntent intent = paying.paid(Fixture.VISA);

        fixture.stripe()
                .v1()
                .paymentIntents()
                .update(
                        intent.getId(),
                        PaymentIntentUpdateParams.builder().putMetadata("note", "late").build());

        assertThat(paying.again(intent).getMetadata())
                .containsEntry("note", "late")
                .containsEntry("order_id", Paying.ORDER);
        assertThat(paying.charge(intent).getMetadata()).doesNotContainKey("note");
    }

    @Test
    void aDeclinedCardIsA402AndTheIntentWaitsForAnother() throws Exception {
        PaymentIntent intent = paying.create();

        CardException refused =
                catchThrowableOfType(
                        CardException.class,
                        () -> paying.confirm(intent, "pm_card_chargeDeclinedInsufficientFunds"));

        assertThat(refused.getStatusCode()).isEqualTo(402);
        assertThat(refused.getCode()).isEqualTo("card_declined");
        assertThat(refused.getDeclineCode()).isEqualTo("insufficient_funds");
        assertThat(refused.getStripeError().getPaymentIntent().getStatus())
                .isEqualTo("requires_payment_method");
        PaymentIntent after = paying.again(intent);
        assertThat(after.getStatus()).isEqualTo("requires_payment_method");
        assertThat(after.getPaymentMethod()).isNull();
        assertThat(after.getLastPaymentError().getDeclineCode()).isEqualTo("insufficient_funds");
        assertThat(paying.charge(intent).getStatus()).isEqualTo("failed");
        assertThat(paying.events())
                .endsWith("charge.failed", "payment_intent.payment_failed")
                .hasSize(3);
    }

    @Test
    void afterADeclineAnotherCardStillPaysWithASecondCharge() throws Exception {
        PaymentIntent intent = paying.create();
        assertThatThrownBy(() -> paying.confirm(intent, "pm_card_chargeDeclined"))
                .isInstanceOf(CardException.class);

        PaymentIntent paid = paying.confirm(intent, "pm_card_mastercard");

        assertThat(paid.getStatus()).isEqualTo("succeeded");
        assertThat(paid.getLastPaymentError()).isNull();
        assertThat(paying.charges(intent))
                .extracting(Charge::getStatus)
                .containsExactly("succeeded", "failed");
    }

    @Test
    void aDeclineWhileCreatingLeavesTheIntentBehind() throws Exception {
        CardException refused =
                catchThrowableOfType(
                        CardException.class,
                        () ->
                                fixture.stripe()
                                        .v1()
                                        .paymentIntents()
                                        .create(
                                                Paying.twentyEuros()
                                                        .setPaymentMethod("pm_card_chargeDeclined")
                                                        .setConfirm(true)
                                                        .build()));

        String id = refused.getStripeError().getPaymentIntent().getId();
        assertThat(fixture.stripe().v1().paymentIntents().retrieve(id).getStatus())
                .isEqualTo("requires_payment_method");
        assertThat(paying.events())
                .containsExactly(
                        "payment_intent.created", "charge.failed", "payment_intent.payment_failed");
    }

    @Test
    void aCardThatWantsItsOwnerWaitsAndThenSucceedsOrFails() throws Exception {
        PaymentIntent good = paying.paid(Fixture.AUTHENTICATION);
        PaymentIntent bad = paying.paid(Fixture.AUTHENTICATION);
        assertThat(good.getStatus()).isEqualTo("requires_action");
        assertThat(good.getNextAction().getType()).isEqualTo("use_stripe_sdk");

        fixture.control().payments().authenticate(good.getId());
        fixture.control().payments().failAuthentication(bad.getId());

        assertThat(paying.again(good).getStatus()).isEqualTo("succeeded");
        PaymentIntent failed = paying.again(bad);
        assertThat(failed.getStatus()).isEqualTo("requires_payment_method");
        assertThat(failed.getLastPaymentError().getCode())
                .isEqualTo("payment_intent_authentication_failure");
        assertThat(failed.getLatestCharge()).isNull();
        assertThat(paying.events()).contains("payment_intent.requires_action");
    }

    @Test
    void aCardThatWantsItsOwnerIsDeclinedWhenTheyAreAway() throws Exception {
        CardException refused =
                catchThrowableOfType(
                        CardException.class,
                        () ->
                                fixture.stripe()
                                        .v1()
                                        .paymentIntents()
                                        .create(
                                                Paying.twentyEuros()
                                                        .setPaymentMethod(Fixture.AUTHENTICATION)
                                                        .setConfirm(true)
                                                        .setOffSession(true)
                                                        .build()));

        assertThat(refused.getCode()).isEqualTo("authentication_required");
    }

    @Test
    void aBankDebitIsProcessedForDaysAndThenArrivesOrComesBack() throws Exception {
        PaymentIntent good = paying.paid(Paying.DEBIT);
        PaymentIntent bad = paying.paid(Paying.BOUNCING_DEBIT);
        assertThat(good.getStatus()).isEqualTo("processing");
        assertThat(paying.charge(good).getStatus()).isEqualTo("pending");
        assertThat(paying.events())
                .containsSubsequence(
                        "payment_intent.created", "charge.pending", "payment_intent.processing");

        fixture.advanceDays(4);

        assertThat(paying.again(good).getStatus()).isEqualTo("succeeded");
        assertThat(paying.charges(good)).hasSize(1);
        assertThat(paying.again(bad).getStatus()).isEqualTo("requires_payment_method");
        assertThat(paying.charge(bad).getFailureCode()).isEqualTo("insufficient_funds");
    }

    @Test
    void howLongADebitTakesCanBeSetAndADebitCanBeSettledByHand() throws Exception {
        fixture.control().settings(java.util.Map.of("processing_seconds", 60));
        PaymentIntent soon = paying.paid(Paying.DEBIT);
        PaymentIntent failed = paying.paid(Paying.DEBIT);
        fixture.control().payments().fail(failed.getId());

        fixture.control().advance(Duration.ofSeconds(61));

        assertThat(paying.again(soon).getStatus()).isEqualTo("succeeded");
        assertThat(paying.again(failed).getStatus()).isEqualTo("requires_payment_method");
    }

    @Test
    void theAmountChangesOnlyWhileNothingIsOnItsWay() throws Exception {
        PaymentIntent open = paying.create();
        PaymentIntent processing = paying.paid(Paying.DEBIT);
        PaymentIntentUpdateParams dearer =
                PaymentIntentUpdateParams.builder().setAmount(3_000L).build();

        PaymentIntent updated = fixture.stripe().v1().paymentIntents().update(open.getId(), dearer);
        InvalidRequestException refused =
                catchThrowableOfType(
                        InvalidRequestException.class,
                        () ->
                                fixture.stripe()
                                        .v1()
                                        .paymentIntents()
                                        .update(processing.getId(), dearer));

        assertThat(updated.getAmount()).isEqualTo(3_000);
        assertThat(refused.getCode()).isEqualTo("payment_intent_unexpected_state");
        assertThat(refused.getStripeError().getPaymentIntent().getId())
                .isEqualTo(processing.getId());
        assertThat(paying.again(processing).getAmount()).isEqualTo(2_000);
    }

    @Test
    void anOpenOneCanBeCancelledAndAPaidOneCannot() throws Exception {
        PaymentIntent open = paying.create();
        PaymentIntent paid = paying.paid(Fixture.VISA);

        PaymentIntent canceled =
                fixture.stripe()
                        .v1()
                        .paymentIntents()
                        .cancel(
                                open.getId(),
                                PaymentIntentCancelParams.builder()
                                        .setCancellationReason(
                                                PaymentIntentCancelParams.CancellationReason
                                                        .ABANDONED)
                                        .build());

        assertThat(canceled.getStatus()).isEqualTo("canceled");
        assertThat(canceled.getCancellationReason()).isEqualTo("abandoned");
        assertThat(paying.events()).contains("payment_intent.canceled");
        for (PaymentIntent over : List.of(paid, canceled)) {
            assertThatThrownBy(() -> fixture.stripe().v1().paymentIntents().cancel(over.getId()))
                    .extracting("code")
                    .isEqualTo("payment_intent_unexpected_state");
            assertThatThrownBy(() -> paying.confirm(over, Fixture.VISA))
                    .extracting("code")
                    .isEqualTo("payment_intent_unexpected_state");
        }
    }

    @Test
    void aListIsNarrowedByCustomerAndPagedFromTheNewest() throws Exception {
        String customer = fixture.customer("").getId();
        paying.create();
        PaymentIntent first =
                fixture.stripe()
                        .v1()
                        .paymentIntents()
                        .create(Paying.twentyEuros().setCustomer(customer).build());
        PaymentIntent second =
                fixture.stripe()
                        .v1()
                        .paymentIntents()
                        .create(Paying.twentyEuros().setCustomer(customer).build());

        List<PaymentIntent> page =
                fixture.stripe()
                        .v1()
                        .paymentIntents()
                        .list(
                                PaymentIntentListParams.builder()
                                        .setCustomer(customer)
                                        .setLimit(1L)
                                        .build())
                        .getData();

        assertThat(page).extracting(PaymentIntent::getId).containsExactly(second.getId());
        JsonNode rest =
                fixture.raw()
                        .get(
                                "/v1/payment_intents?customer=%s&starting_after=%s"
                                        .formatted(customer, second.getId()))
                        .body();
        assertThat(rest.at("/data/0/id").asText()).isEqualTo(first.getId());
        assertThat(rest.path("has_more").asBoolean()).isFalse();
    }

    @Test
    void itsChargeAndItsCustomerAreShownInFullOnRequest() throws Exception {
        String customer = fixture.customer("").getId();
        PaymentIntent paid =
                fixture.stripe()
                        .v1()
                        .paymentIntents()
                        .create(
                                Paying.twentyEuros()
                                        .setCustomer(customer)
                                        .setPaymentMethod(Fixture.VISA)
                                        .setConfirm(true)
                                        .build());

        PaymentIntent full =
                fixture.stripe()
                        .v1()
                        .paymentIntents()
                        .retrieve(
                                paid.getId(),
                                PaymentIntentRetrieveParams.builder()
                                        .addExpand("latest_charge")
                                        .addExpand("customer")
                                        .build());

        assertThat(full.getLatestChargeObject().getCustomer()).isEqualTo(customer);
        assertThat(full.getCustomerObject().getEmail()).isEqualTo("alice@example.test");
    }

    @Test
    void theTruthShowsEveryPaymentWithItsCharges() throws Exception {
        PaymentIntent paid = paying.paid(Fixture.VISA);

        JsonNode truth = fixture.control().payments().truth(paid.getId());

        assertThat(truth.path("status").asText()).isEqualTo("succeeded");
        assertThat(truth.path("order_id").asText()).isEqualTo(Paying.ORDER);
        assertThat(truth.path("amount_received").asLong()).isEqualTo(2_000);
        assertThat(truth.at("/charges/0/id").asText()).isEqualTo(paid.getLatestCharge());
    }
}
