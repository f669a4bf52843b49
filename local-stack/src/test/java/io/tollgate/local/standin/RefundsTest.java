package io.tollgate.local.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.model.Charge;
import com.stripe.model.PaymentIntent;
import com.stripe.model.Refund;
import com.stripe.net.RequestOptions;
import com.stripe.param.RefundCreateParams;
import com.stripe.param.RefundListParams;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Money that goes back, seen through Stripe's client. */
class RefundsTest {

    private final Fixture fixture = Fixture.start();
    private final Paying paying = new Paying(fixture);

    @AfterEach
    void stop() {
        fixture.close();
    }

    private static RefundCreateParams.Builder of(PaymentIntent intent) {
        return RefundCreateParams.builder().setPaymentIntent(intent.getId());
    }

    private Refund refund(RefundCreateParams.Builder params) throws StripeException {
        return fixture.stripe().v1().refunds().create(params.build());
    }

    private String status(Refund refund) throws StripeException {
        return fixture.stripe().v1().refunds().retrieve(refund.getId()).getStatus();
    }

    @Test
    void partsAddUpAndOnlyTheWholeIsARefundedCharge() throws Exception {
        PaymentIntent paid = paying.paid(Fixture.VISA);

        Refund first = refund(of(paid).setAmount(300L).putMetadata("why", "late"));
        Charge half = paying.charge(paid);
        refund(of(paid));
        Charge whole = paying.charge(paid);

        assertThat(first.getStatus()).isEqualTo("succeeded");
        assertThat(first.getCharge()).isEqualTo(paid.getLatestCharge());
        assertThat(first.getMetadata()).containsEntry("why", "late");
        assertThat(half.getAmountRefunded()).isEqualTo(300);
        assertThat(half.getRefunded()).isFalse();
        assertThat(whole.getAmountRefunded()).isEqualTo(2_000);
        assertThat(whole.getRefunded()).isTrue();
        assertThat(paying.again(paid).getStatus()).isEqualTo("succeeded");
        assertThat(paying.events())
                .endsWith("charge.refunded", "refund.created", "charge.refunded", "refund.created");
    }

    @Test
    void noMoreGoesBackThanWasPaid() throws Exception {
        PaymentIntent paid = paying.paid(Fixture.VISA);

        assertThatThrownBy(() -> refund(of(paid).setAmount(2_001L)))
                .isInstanceOf(InvalidRequestException.class)
                .extracting("param")
                .isEqualTo("amount");
        refund(of(paid));
        assertThatThrownBy(() -> refund(of(paid)))
                .isInstanceOf(InvalidRequestException.class)
                .extracting("code")
                .isEqualTo("charge_already_refunded");
    }

    @Test
    void whatWasNotPaidCannotBeRefunded() throws Exception {
        PaymentIntent open = paying.create();
        PaymentIntent processing = paying.paid(Paying.DEBIT);

        assertThatThrownBy(() -> refund(of(open))).isInstanceOf(InvalidRequestException.class);
        assertThatThrownBy(() -> refund(of(processing)))
                .isInstanceOf(InvalidRequestException.class);
        assertThatThrownBy(() -> refund(RefundCreateParams.builder()))
                .isInstanceOf(InvalidRequestException.class);
    }

    @Test
    void theSameKeyRefundsOnce() throws Exception {
        PaymentIntent paid = paying.paid(Fixture.VISA);
        RequestOptions key = RequestOptions.builder().setIdempotencyKey("refund:order_1:1").build();
        RefundCreateParams params = of(paid).setAmount(500L).build();

        Refund first = fixture.stripe().v1().refunds().create(params, key);
        Refund again = fixture.stripe().v1().refunds().create(params, key);

        assertThat(again.getId()).isEqualTo(first.getId());
        assertThat(paying.charge(paid).getAmountRefunded()).isEqualTo(500);
    }

    @Test
    void aRefundThatFailsLaterMakesTheChargeWholeAgain() throws Exception {
        PaymentIntent paid = paying.paid("pm_card_refundFail");
        Refund refund = refund(of(paid));
        assertThat(refund.getStatus()).isEqualTo("succeeded");

        fixture.advanceDays(4);

        assertThat(status(refund)).isEqualTo("failed");
        assertThat(paying.charge(paid).getAmountRefunded()).isZero();
        assertThat(paying.charge(paid).getRefunded()).isFalse();
        assertThat(paying.events()).endsWith("refund.updated", "refund.failed");
        JsonNode failed = fixture.lastEvent("refund.failed").at("/data/object");
        assertThat(failed.path("failure_reason").asText()).isNotEmpty();
    }

    @Test
    void aFailedPartLeavesTheOtherPart() throws Exception {
        PaymentIntent paid = paying.paid(Fixture.VISA);
        Refund first = refund(of(paid).setAmount(300L));
        Refund second = refund(of(paid).setAmount(400L));

        fixture.control().payments().failRefund(second.getId());

        assertThat(paying.charge(paid).getAmountRefunded()).isEqualTo(300);
        assertThat(status(first)).isEqualTo("succeeded");
        assertThatThrownBy(() -> fixture.control().payments().failRefund(second.getId()))
                .hasMessageContaining("400");
    }

    @Test
    void aPendingRefundCountsAtOnceAndArrivesLater() throws Exception {
        PaymentIntent paid = paying.paid("pm_card_pendingRefund");
        Refund byTime = refund(of(paid).setAmount(300L));
        Refund byHand = refund(of(paid).setAmount(400L));
        assertThat(byTime.getStatus()).isEqualTo("pending");
        assertThat(paying.charge(paid).getAmountRefunded()).isEqualTo(700);

        fixture.control().payments().succeedRefund(byHand.getId());
        assertThat(status(byTime)).isEqualTo("pending");
        fixture.advanceDays(4);

        assertThat(status(byHand)).isEqualTo("succeeded");
        assertThat(status(byTime)).isEqualTo("succeeded");
    }

    @Test
    void theyAreListedByChargeAndByIntent() throws Exception {
        PaymentIntent paid = paying.paid(Fixture.VISA);
        PaymentIntent other = paying.paid(Fixture.VISA);
        Refund refund = refund(of(paid).setAmount(300L));
        refund(of(other));

        assertThat(
                        fixture.stripe()
                                .v1()
                                .refunds()
                                .list(
                                        RefundListParams.builder()
                                                .setCharge(paid.getLatestCharge())
                                                .build())
                                .getData())
                .extracting(Refund::getId)
                .containsExactly(refund.getId());
        assertThat(
                        fixture.stripe()
                                .v1()
                                .refunds()
                                .list(
                                        RefundListParams.builder()
                                                .setPaymentIntent(paid.getId())
                                                .build())
                                .getData())
                .extracting(Refund::getId)
                .containsExactly(refund.getId());
    }

    @Test
    void aChargeShowsItsRefundsAtOnceInTheOldestVersionAndOnRequestToday() throws Exception {
        PaymentIntent paid = paying.paid(Fixture.VISA);
        Refund refund = refund(of(paid).setAmount(300L));
        String path = "/v1/charges/" + paid.getLatestCharge();

        JsonNode oldest = fixture.raw().with("Stripe-Version", "2020-08-27").get(path).body();
        JsonNode today = fixture.raw().get(path).body();
        JsonNode asked = fixture.raw().get(path + "?expand[]=refunds").body();

        assertThat(oldest.at("/refunds/data/0/id").asText()).isEqualTo(refund.getId());
        assertThat(today.has("refunds")).isFalse();
        assertThat(asked.at("/refunds/data/0/id").asText()).isEqualTo(refund.getId());
    }

    @Test
    void anEventShowsTheChargeAsItWasThen() throws Exception {
        PaymentIntent paid = paying.paid(Fixture.VISA);
        refund(of(paid).setAmount(300L));
        refund(of(paid).setAmount(400L));

        JsonNode page = fixture.raw().get("/v1/events?type=charge.refunded").body();

        assertThat(page.at("/data/1/data/object/amount_refunded").asLong()).isEqualTo(300);
        assertThat(page.at("/data/0/data/object/amount_refunded").asLong()).isEqualTo(700);
    }
}
