package io.tollgate.local.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.model.Dispute;
import com.stripe.model.PaymentIntent;
import com.stripe.param.DisputeListParams;
import com.stripe.param.RefundCreateParams;
import io.tollgate.local.client.StandInPayments;
import io.tollgate.local.standin.shape.StripeVersion;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Banks that take money back, seen through Stripe's client. */
class DisputesTest {

    private final Fixture fixture = Fixture.start();
    private final Paying paying = new Paying(fixture);
    private final StandInPayments control = fixture.control().payments();

    @AfterEach
    void stop() {
        fixture.close();
    }

    private List<Dispute> disputes(PaymentIntent intent) throws StripeException {
        return fixture.stripe()
                .v1()
                .disputes()
                .list(DisputeListParams.builder().setPaymentIntent(intent.getId()).build())
                .getData();
    }

    private List<String> disputeEvents() throws StripeException {
        return paying.events().stream()
                .filter(type -> type.startsWith("charge.dispute."))
                .map(type -> type.substring("charge.dispute.".length()))
                .toList();
    }

    @Test
    void oneTakesTheMoneyAndWinningBringsItBack() throws Exception {
        PaymentIntent paid = paying.paid(Fixture.VISA);

        String id = control.dispute(paid.getId()).path("id").asText();
        control.moveDispute(id, "review");
        control.winDispute(id);

        Dispute won = fixture.stripe().v1().disputes().retrieve(id);
        assertThat(won.getStatus()).isEqualTo("won");
        assertThat(won.getCharge()).isEqualTo(paid.getLatestCharge());
        assertThat(won.getPaymentIntent()).isEqualTo(paid.getId());
        assertThat(won.getMetadata()).isEmpty();
        assertThat(paying.charge(paid).getDisputed()).isTrue();
        assertThat(disputeEvents())
                .containsExactly(
                        "created", "funds_withdrawn", "updated", "closed", "funds_reinstated");
    }

    @Test
    void whatIsLostCanStillBeWonLater() throws Exception {
        PaymentIntent paid = paying.paid(Fixture.VISA);
        String id = control.dispute(paid.getId()).path("id").asText();

        control.loseDispute(id);
        String lost = fixture.lastEvent("charge.dispute.closed").at("/data/object/status").asText();
        control.winDispute(id);

        assertThat(lost).isEqualTo("lost");
        assertThat(disputes(paid)).extracting(Dispute::getStatus).containsExactly("won");
        assertThat(disputeEvents()).endsWith("closed", "closed", "funds_reinstated");
        assertThatThrownBy(() -> control.loseDispute(id)).hasMessageContaining("won");
    }

    @Test
    void anInquiryMovesNoMoneyUntilItBecomesADispute() throws Exception {
        PaymentIntent paid = paying.paid(Fixture.VISA);
        Map<String, Object> inquiry =
                Map.of("payment_intent", paid.getId(), "status", "warning_needs_response");
        String closed = control.dispute(inquiry).path("id").asText();
        String serious = control.dispute(inquiry).path("id").asText();

        control.closeWarning(closed);
        assertThat(disputeEvents()).containsExactly("created", "created", "closed");
        control.moveDispute(serious, "escalate");

        assertThat(disputes(paid))
                .extracting(Dispute::getStatus)
                .containsExactly("needs_response", "warning_closed");
        assertThat(disputeEvents()).endsWith("updated", "funds_withdrawn");
    }

    @Test
    void aChargeCanBeDisputedMoreThanOnceForMoreThanItWasAndBeLostAtOnce() throws Exception {
        PaymentIntent paid = paying.paid(Fixture.VISA);

        control.dispute(paid.getId());
        JsonNode second =
                control.dispute(
                        Map.of(
                                "charge",
                                paid.getLatestCharge(),
                                "amount",
                                2_500,
                                "status",
                                "lost"));

        assertThat(second.path("status").asText()).isEqualTo("lost");
        assertThat(disputes(paid)).extracting(Dispute::getAmount).containsExactly(2_500L, 2_000L);
        assertThat(disputeEvents()).endsWith("created", "funds_withdrawn", "closed");
    }

    @Test
    void aDisputedChargeCannotBeRefundedUntilTheDisputeIsWon() throws Exception {
        PaymentIntent paid = paying.paid(Fixture.VISA);
        String id = control.dispute(paid.getId()).path("id").asText();
        RefundCreateParams refund =
                RefundCreateParams.builder().setPaymentIntent(paid.getId()).build();

        assertThatThrownBy(() -> fixture.stripe().v1().refunds().create(refund))
                .isInstanceOf(InvalidRequestException.class)
                .extracting("code")
                .isEqualTo("charge_disputed");
        control.winDispute(id);

        assertThat(fixture.stripe().v1().refunds().create(refund).getStatus())
                .isEqualTo("succeeded");
    }

    @Test
    void aCardThatDisputesOpensOneByItself() throws Exception {
        PaymentIntent disputed = paying.paid("pm_card_createDispute");
        PaymentIntent inquired = paying.paid("pm_card_createDisputeInquiry");

        fixture.control().advance(Duration.ofSeconds(1));

        assertThat(disputes(disputed))
                .extracting(Dispute::getStatus)
                .containsExactly("needs_response");
        assertThat(disputes(inquired))
                .extracting(Dispute::getStatus)
                .containsExactly("warning_needs_response");
        assertThat(control.truth(disputed.getId()).at("/disputes/0/status").asText())
                .isEqualTo("needs_response");
    }

    @Test
    void whatWasNotPaidCannotBeDisputedAndNobodyMovesWhatIsNotThere() throws Exception {
        PaymentIntent open = paying.create();

        assertThatThrownBy(() -> control.dispute(open.getId())).hasMessageContaining("400");
        assertThatThrownBy(() -> control.winDispute("dp_none")).hasMessageContaining("dp_none");
        assertThatThrownBy(() -> control.moveDispute("dp_none", "shred"))
                .hasMessageContaining("404");
    }

    @Test
    void aReceiverGetsThePaymentAndItsDisputeInTheirNaturalOrder() throws Exception {
        try (Receiver receiver = new Receiver()) {
            fixture.standIn()
                    .register(
                            new Hook(
                                    receiver.url(),
                                    "whsec_test_dispute",
                                    StripeVersion.DAHLIA,
                                    List.of("*")));

            PaymentIntent paid = paying.paid(Fixture.VISA);
            control.winDispute(control.dispute(paid.getId()).path("id").asText());
            receiver.await(all -> all.size() == 7);

            assertThat(receiver.types())
                    .containsExactly(
                            "payment_intent.created",
                            "charge.succeeded",
                            "payment_intent.succeeded",
                            "charge.dispute.created",
                            "charge.dispute.funds_withdrawn",
                            "charge.dispute.closed",
                            "charge.dispute.funds_reinstated");
        }
    }
}
