package io.tollgate.local.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.stripe.exception.CardException;
import com.stripe.exception.InvalidRequestException;
import com.stripe.model.Invoice;
import com.stripe.model.Subscription;
import com.stripe.model.SubscriptionItem;
import com.stripe.param.CustomerUpdateParams;
import com.stripe.param.InvoicePayParams;
import com.stripe.param.SubscriptionUpdateParams;
import com.stripe.param.SubscriptionUpdateParams.PaymentBehavior;
import com.stripe.param.SubscriptionUpdateParams.ProrationBehavior;
import io.tollgate.local.standin.RawClient.Raw;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a call changes about a living subscription, and what the event says it replaced. */
class ChangesTest {

    private static final long DAY = 24L * 3600;

    private final Fixture fixture = Fixture.start();

    @AfterEach
    void stop() {
        fixture.close();
    }

    private Subscription update(Subscription subscription, SubscriptionUpdateParams.Builder params)
            throws Exception {
        return fixture.stripe().v1().subscriptions().update(subscription.getId(), params.build());
    }

    private static SubscriptionUpdateParams.Builder params() {
        return SubscriptionUpdateParams.builder();
    }

    private static SubscriptionUpdateParams.Item swap(Subscription subscription, String price) {
        return SubscriptionUpdateParams.Item.builder()
                .setId(first(subscription).getId())
                .setPrice(price)
                .build();
    }

    private static SubscriptionItem first(Subscription subscription) {
        return subscription.getItems().getData().getFirst();
    }

    private JsonNode previous() throws Exception {
        return fixture.lastEvent("customer.subscription.updated").at("/data/previous_attributes");
    }

    private Invoice latestInvoice(Subscription subscription) throws Exception {
        String id = fixture.subscription(subscription.getId()).getLatestInvoice();
        return fixture.stripe().v1().invoices().retrieve(id);
    }

    private void useCard(String customer, String card) throws Exception {
        fixture.stripe()
                .v1()
                .customers()
                .update(
                        customer,
                        CustomerUpdateParams.builder()
                                .setInvoiceSettings(
                                        CustomerUpdateParams.InvoiceSettings.builder()
                                                .setDefaultPaymentMethod(card)
                                                .build())
                                .build());
    }

    @Test
    void anotherPriceKeepsTheItemAndIsBilledWithTheNextInvoice() throws Exception {
        Subscription before = fixture.subscribe(Fixture.VISA);
        fixture.advanceDays(10);

        Subscription after = update(before, params().addItem(swap(before, Fixture.TEAM)));

        assertThat(first(after).getId()).isEqualTo(first(before).getId());
        assertThat(first(after).getPrice().getId()).isEqualTo(Fixture.TEAM);
        assertThat(after.getLatestInvoice()).isEqualTo(before.getLatestInvoice());
        assertThat(previous().at("/items/data/0/price/id").asText()).isEqualTo(Fixture.PRO);
        assertThat(previous().size()).isEqualTo(1);
        fixture.advanceDays(31);
        assertThat(latestInvoice(before).getLines().getData()).hasSize(3);
        assertThat(latestInvoice(before).getTotal()).isBetween(4_900L + 2_000, 4_900L + 3_000);
    }

    @Test
    void anUpgradeCanBeBilledAtOnce() throws Exception {
        Subscription before = fixture.subscribe(Fixture.VISA);

        update(
                before,
                params().addItem(swap(before, Fixture.TEAM))
                        .setProrationBehavior(ProrationBehavior.ALWAYS_INVOICE));

        Invoice invoice = latestInvoice(before);
        assertThat(invoice.getBillingReason()).isEqualTo("subscription_update");
        assertThat(invoice.getStatus()).isEqualTo("paid");
        assertThat(invoice.getTotal()).isEqualTo(4_900 - 1_200);
    }

    @Test
    void aDowngradeBilledAtOnceLeavesACreditForLater() throws Exception {
        Subscription before =
                fixture.stripe()
                        .v1()
                        .subscriptions()
                        .create(
                                com.stripe.param.SubscriptionCreateParams.builder()
                                        .setCustomer(fixture.customer(Fixture.VISA).getId())
                                        .addItem(Fixture.item(Fixture.TEAM))
                                        .build());
        update(
                before,
                params().addItem(swap(before, Fixture.PRO))
                        .setProrationBehavior(ProrationBehavior.ALWAYS_INVOICE));
        assertThat(latestInvoice(before).getAmountDue()).isZero();

        fixture.advanceDays(32);

        Invoice renewal = latestInvoice(before);
        assertThat(renewal.getStartingBalance()).isEqualTo(1_200 - 4_900);
        assertThat(renewal.getAmountDue()).isZero();
        assertThat(renewal.getStatus()).isEqualTo("paid");
    }

    @Test
    void anotherRhythmBeginsAPeriodNow() throws Exception {
        Subscription before = fixture.subscribe(Fixture.VISA);
        fixture.advanceDays(10);

        Subscription after = update(before, params().addItem(swap(before, Fixture.PRO_YEARLY)));

        assertThat(first(after).getCurrentPeriodEnd())
                .isGreaterThan(first(after).getCurrentPeriodStart() + 364 * DAY);
        assertThat(latestInvoice(before).getStatus()).isEqualTo("paid");
    }

    @Test
    void aQuantityIsAChangeLikeAnyOther() throws Exception {
        Subscription before = fixture.subscribe(Fixture.VISA);

        Subscription after =
                update(
                        before,
                        params().addItem(
                                        SubscriptionUpdateParams.Item.builder()
                                                .setId(first(before).getId())
                                                .setQuantity(5L)
                                                .build())
                                .setProrationBehavior(ProrationBehavior.NONE));

        assertThat(first(after).getQuantity()).isEqualTo(5);
        fixture.advanceDays(32);
        assertThat(latestInvoice(before).getTotal()).isEqualTo(5 * 1_200);
    }

    @Test
    void anItemWithoutAnIdIsOneMore() throws Exception {
        Subscription before = fixture.subscribe(Fixture.VISA);

        Subscription after =
                update(
                        before,
                        params().addItem(
                                        SubscriptionUpdateParams.Item.builder()
                                                .setPrice(Fixture.TEAM)
                                                .build()));

        assertThat(after.getItems().getData()).hasSize(2);
        assertThatThrownBy(
                        () ->
                                update(
                                        before,
                                        params().addItem(
                                                        SubscriptionUpdateParams.Item.builder()
                                                                .setPrice(Fixture.TEAM)
                                                                .build())))
                .isInstanceOf(InvalidRequestException.class);
    }

    @Test
    void anUnpaidUpgradeMakesItPastDueUnlessAskedOtherwise() throws Exception {
        Subscription subscription = fixture.subscribe(Fixture.VISA);
        useCard(subscription.getCustomer(), Fixture.DECLINED);
        SubscriptionUpdateParams.Builder upgrade =
                params().addItem(swap(subscription, Fixture.TEAM))
                        .setProrationBehavior(ProrationBehavior.ALWAYS_INVOICE);

        assertThatThrownBy(
                        () ->
                                update(
                                        subscription,
                                        upgrade.setPaymentBehavior(
                                                PaymentBehavior.ERROR_IF_INCOMPLETE)))
                .isInstanceOf(CardException.class);
        assertThat(first(fixture.subscription(subscription.getId())).getPrice().getId())
                .isEqualTo(Fixture.PRO);

        Subscription owes =
                update(subscription, upgrade.setPaymentBehavior(PaymentBehavior.ALLOW_INCOMPLETE));
        assertThat(owes.getStatus()).isEqualTo("past_due");
        assertThat(first(owes).getPrice().getId()).isEqualTo(Fixture.TEAM);
    }

    private Subscription heldUpgrade() throws Exception {
        Subscription subscription = fixture.subscribe(Fixture.VISA);
        useCard(subscription.getCustomer(), Fixture.DECLINED);
        return update(
                subscription,
                params().addItem(swap(subscription, Fixture.TEAM))
                        .setProrationBehavior(ProrationBehavior.ALWAYS_INVOICE)
                        .setPaymentBehavior(PaymentBehavior.PENDING_IF_INCOMPLETE));
    }

    @Test
    void aHeldChangeHappensOnceItIsPaid() throws Exception {
        Subscription held = heldUpgrade();
        assertThat(held.getStatus()).isEqualTo("active");
        assertThat(held.getPendingUpdate().getSubscriptionItems().getFirst().getPrice().getId())
                .isEqualTo(Fixture.TEAM);
        assertThat(first(held).getPrice().getId()).isEqualTo(Fixture.PRO);

        fixture.stripe()
                .v1()
                .invoices()
                .pay(
                        held.getLatestInvoice(),
                        InvoicePayParams.builder().setPaymentMethod(Fixture.VISA).build());

        Subscription applied = fixture.subscription(held.getId());
        assertThat(first(applied).getPrice().getId()).isEqualTo(Fixture.TEAM);
        assertThat(applied.getPendingUpdate()).isNull();
        assertThat(fixture.eventTypes()).contains("customer.subscription.pending_update_applied");
    }

    @Test
    void aHeldChangeIsGivenUpAfter23Hours() throws Exception {
        Subscription held = heldUpgrade();

        fixture.advanceHours(23);

        Subscription later = fixture.subscription(held.getId());
        assertThat(later.getPendingUpdate()).isNull();
        assertThat(later.getStatus()).isEqualTo("active");
        assertThat(first(later).getPrice().getId()).isEqualTo(Fixture.PRO);
        assertThat(fixture.eventTypes())
                .contains("customer.subscription.pending_update_expired", "invoice.voided");
    }

    @Test
    void cancellingAtThePeriodsEndCanBeUndone() throws Exception {
        Subscription before = fixture.subscribe(Fixture.VISA);

        Subscription ending = update(before, params().setCancelAtPeriodEnd(true));
        assertThat(ending.getStatus()).isEqualTo("active");
        assertThat(ending.getCancelAt()).isEqualTo(first(before).getCurrentPeriodEnd());
        assertThat(ending.getCanceledAt()).isNotNull();
        assertThat(previous().properties())
                .extracting(Map.Entry::getKey)
                .containsExactlyInAnyOrder(
                        "cancel_at", "cancel_at_period_end", "canceled_at", "cancellation_details");

        Subscription staying = update(before, params().setCancelAtPeriodEnd(false));
        assertThat(staying.getCancelAt()).isNull();
        fixture.advanceDays(32);
        assertThat(fixture.status(before)).isEqualTo("active");
    }

    @Test
    void atTheEndOfItsPeriodACancelledOneIsDeleted() throws Exception {
        Subscription before = fixture.subscribe(Fixture.VISA);
        update(before, params().setCancelAtPeriodEnd(true));

        fixture.advanceDays(32);

        JsonNode deleted = fixture.lastEvent("customer.subscription.deleted");
        assertThat(deleted.at("/data/object/status").asText()).isEqualTo("canceled");
        assertThat(deleted.at("/data/object/ended_at").asLong())
                .isEqualTo(first(before).getCurrentPeriodEnd());
        assertThat(deleted.path("created").asLong()).isEqualTo(first(before).getCurrentPeriodEnd());
        assertThat(deleted.at("/request/id").isNull()).isTrue();
    }

    @Test
    void anEarlierEndCutsThePeriodShort() throws Exception {
        Subscription before = fixture.subscribe(Fixture.VISA);
        long end = fixture.control().now() + 5 * DAY;

        Subscription cut = update(before, params().setCancelAt(end));
        assertThat(first(cut).getCurrentPeriodEnd()).isEqualTo(end);
        Subscription whole =
                update(before, params().setCancelAt(com.stripe.param.common.EmptyParam.EMPTY));
        assertThat(first(whole).getCurrentPeriodEnd())
                .isEqualTo(first(before).getCurrentPeriodEnd());
        update(before, params().setCancelAt(end));
        fixture.advanceDays(6);

        assertThat(fixture.status(before)).isEqualTo("canceled");
    }

    @Test
    void pausedCollectionIsOnlyAnUpdateAndItsInvoicesAreNotCollected() throws Exception {
        Subscription before = fixture.subscribe(Fixture.VISA);

        Subscription paused =
                update(
                        before,
                        params().setPauseCollection(
                                        SubscriptionUpdateParams.PauseCollection.builder()
                                                .setBehavior(
                                                        SubscriptionUpdateParams.PauseCollection
                                                                .Behavior.VOID)
                                                .setResumesAt(fixture.control().now() + 40 * DAY)
                                                .build()));
        assertThat(paused.getStatus()).isEqualTo("active");
        fixture.advanceDays(32);
        assertThat(latestInvoice(before).getStatus()).isEqualTo("void");
        fixture.advanceDays(9);

        assertThat(fixture.subscription(before.getId()).getPauseCollection()).isNull();
        assertThat(fixture.status(before)).isEqualTo("active");
    }

    @Test
    void aPauseEndsThePeriodAndResumingBeginsAPaidOne() throws Exception {
        Subscription before = fixture.subscribe(Fixture.VISA);
        RawClient endive = fixture.raw().with("Stripe-Version", "2026-10-28.endive");
        String path = "/v1/subscriptions/" + before.getId();

        Raw paused = endive.post(path + "/pause", "");
        assertThat(paused.body().path("status").asText()).isEqualTo("paused");
        assertThat(fixture.eventTypes())
                .endsWith("customer.subscription.paused", "customer.subscription.updated");
        assertThat(paused.body().at("/status_details/paused/subscription/type").asText())
                .isEqualTo("pause_requested");
        assertThat(paused.body().at("/items/data/0/current_period_end").asLong())
                .isLessThan(first(before).getCurrentPeriodEnd());
        fixture.advanceDays(60);
        assertThat(fixture.status(before)).isEqualTo("paused");

        Subscription resumed = fixture.stripe().v1().subscriptions().resume(before.getId());
        assertThat(resumed.getStatus()).isEqualTo("active");
        assertThat(first(resumed).getCurrentPeriodEnd())
                .isGreaterThan(fixture.control().now() + 27 * DAY);
        assertThat(fixture.eventTypes())
                .containsSubsequence(
                        "customer.subscription.resumed", "customer.subscription.updated");
    }

    @Test
    void aResumptionThatIsNotPaidLeavesItPausedAndIsVoided() throws Exception {
        Subscription before = fixture.subscribe(Fixture.VISA);
        fixture.advanceDays(20);
        fixture.raw()
                .with("Stripe-Version", "2026-10-28.endive")
                .post("/v1/subscriptions/" + before.getId() + "/pause", "");
        fixture.advanceDays(40);
        useCard(before.getCustomer(), Fixture.DECLINED);

        Subscription waiting = fixture.stripe().v1().subscriptions().resume(before.getId());
        assertThat(waiting.getStatus()).isEqualTo("paused");
        fixture.advanceHours(23);

        assertThat(latestInvoice(before).getStatus()).isEqualTo("void");
        assertThat(fixture.status(before)).isEqualTo("paused");
    }

    @Test
    void pausingIsUnknownBeforeTheNewestVersion() throws Exception {
        Subscription subscription = fixture.subscribe(Fixture.VISA);

        Raw answer = fixture.raw().post("/v1/subscriptions/" + subscription.getId() + "/pause", "");

        assertThat(answer.status()).isEqualTo(404);
    }

    @Test
    void aTrialCanBeEndedAndAdded() throws Exception {
        Subscription subscription = fixture.subscribe(Fixture.VISA);
        long end = fixture.control().now() + 20 * DAY;

        Subscription trialing = update(subscription, params().setTrialEnd(end));
        assertThat(trialing.getStatus()).isEqualTo("trialing");
        assertThat(first(trialing).getCurrentPeriodEnd()).isEqualTo(end);

        Subscription paid =
                update(subscription, params().setTrialEnd(SubscriptionUpdateParams.TrialEnd.NOW));
        assertThat(paid.getStatus()).isEqualTo("active");
        assertThat(latestInvoice(subscription).getStatus()).isEqualTo("paid");
    }

    @Test
    void writingOffTheLatestInvoiceBringsAPastDueOneBack() throws Exception {
        Subscription subscription = fixture.subscribe(Fixture.VISA);
        useCard(subscription.getCustomer(), Fixture.DECLINED);
        fixture.control().advance(Duration.ofDays(32));
        assertThat(fixture.status(subscription)).isEqualTo("past_due");

        fixture.stripe().v1().invoices().markUncollectible(latestInvoice(subscription).getId());

        assertThat(fixture.status(subscription)).isEqualTo("active");
    }

    @Test
    void voidingTheLatestInvoiceLetsTheOneBeforeDecide() throws Exception {
        Subscription subscription = fixture.subscribe(Fixture.VISA);
        useCard(subscription.getCustomer(), Fixture.DECLINED);
        fixture.control().advance(Duration.ofDays(32));

        fixture.stripe().v1().invoices().voidInvoice(latestInvoice(subscription).getId());

        assertThat(fixture.status(subscription)).isEqualTo("active");
    }
}
