package io.tollgate.local.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.stripe.exception.CardException;
import com.stripe.exception.InvalidRequestException;
import com.stripe.model.Customer;
import com.stripe.model.Invoice;
import com.stripe.model.Subscription;
import com.stripe.param.CustomerUpdateParams;
import com.stripe.param.InvoicePayParams;
import com.stripe.param.SubscriptionCreateParams;
import com.stripe.param.SubscriptionUpdateParams;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How a subscription gets into each status, and out of it. */
class LifecycleTest {

    private static final long DAY = 24L * 3600;

    private final Fixture fixture = Fixture.start();

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void aCardThatPaysMakesItActiveAtOnce() throws Exception {
        Subscription subscription = fixture.subscribe(Fixture.VISA);

        assertThat(subscription.getStatus()).isEqualTo("active");
        assertThat(subscription.getItems().getData().getFirst().getCurrentPeriodEnd())
                .isGreaterThan(subscription.getCreated() + 27 * DAY);
        assertThat(fixture.eventTypes())
                .containsExactly(
                        "customer.created",
                        "invoice.created",
                        "customer.subscription.created",
                        "invoice.finalized",
                        "invoice.updated",
                        "customer.subscription.updated",
                        "invoice_payment.paid",
                        "invoice.updated",
                        "invoice.paid",
                        "invoice.payment_succeeded");
    }

    @Test
    void aDeclinedFirstPaymentLeavesItIncompleteAndThenExpired() throws Exception {
        Subscription subscription = fixture.subscribe(Fixture.DECLINED);
        assertThat(subscription.getStatus()).isEqualTo("incomplete");

        fixture.advanceHours(23);

        assertThat(fixture.status(subscription)).isEqualTo("incomplete_expired");
        assertThat(fixture.eventTypes())
                .contains("invoice.payment_failed", "invoice.voided")
                .doesNotContain("customer.subscription.deleted");
    }

    @Test
    void aPaymentMadeLaterActivatesAnIncompleteOne() throws Exception {
        Subscription subscription =
                fixture.stripe()
                        .v1()
                        .subscriptions()
                        .create(
                                Fixture.pro(fixture.customer("").getId())
                                        .setPaymentBehavior(
                                                SubscriptionCreateParams.PaymentBehavior
                                                        .DEFAULT_INCOMPLETE)
                                        .build());
        assertThat(subscription.getStatus()).isEqualTo("incomplete");

        pay(subscription.getLatestInvoice(), Fixture.VISA);

        assertThat(fixture.status(subscription)).isEqualTo("active");
        assertThat(
                        fixture.lastEvent("customer.subscription.updated")
                                .at("/data/previous_attributes"))
                .isEqualTo(Fixture.json("{\"status\":\"incomplete\"}"));
    }

    @Test
    void aCardThatWantsItsOwnerIsTold() throws Exception {
        Subscription subscription = fixture.subscribe(Fixture.AUTHENTICATION);

        assertThat(subscription.getStatus()).isEqualTo("incomplete");
        assertThat(fixture.eventTypes()).contains("invoice.payment_action_required");
    }

    @Test
    void nothingIsCreatedIfThatWasAskedForAndTheCardDeclines() throws Exception {
        Customer customer = fixture.customer(Fixture.DECLINED);

        assertThatThrownBy(
                        () ->
                                fixture.stripe()
                                        .v1()
                                        .subscriptions()
                                        .create(
                                                Fixture.pro(customer.getId())
                                                        .setPaymentBehavior(
                                                                SubscriptionCreateParams
                                                                        .PaymentBehavior
                                                                        .ERROR_IF_INCOMPLETE)
                                                        .build()))
                .isInstanceOfSatisfying(
                        CardException.class,
                        e -> assertThat(e.getCode()).isEqualTo("card_declined"));

        assertThat(fixture.eventTypes()).containsExactly("customer.created");
    }

    @Test
    void withoutAnyCardItIsRefused() throws Exception {
        Customer customer = fixture.customer("");

        assertThatThrownBy(
                        () ->
                                fixture.stripe()
                                        .v1()
                                        .subscriptions()
                                        .create(Fixture.pro(customer.getId()).build()))
                .isInstanceOfSatisfying(
                        InvalidRequestException.class,
                        e -> assertThat(e.getCode()).isEqualTo("resource_missing"));
    }

    @Test
    void aRenewalRollsThePeriodFirstAndTakesTheMoneyAnHourLater() throws Exception {
        Subscription before = fixture.subscribe(Fixture.VISA);
        long firstEnd = end(before);
        fixture.control().advance(java.time.Duration.ofSeconds(firstEnd - now()));

        Subscription rolled = fixture.subscription(before.getId());
        assertThat(rolled.getStatus()).isEqualTo("active");
        assertThat(rolled.getItems().getData().getFirst().getCurrentPeriodStart())
                .isEqualTo(firstEnd);
        assertThat(invoice(rolled.getLatestInvoice()).getStatus()).isEqualTo("draft");
        assertThat(paidThrough(before)).isEqualTo(firstEnd);

        fixture.advanceHours(1);

        assertThat(invoice(rolled.getLatestInvoice()).getStatus()).isEqualTo("paid");
        assertThat(paidThrough(before)).isEqualTo(end(rolled));
    }

    @Test
    void aTrialIsAnnouncedAndEndsInAPaidPeriod() throws Exception {
        Subscription subscription = trial(Fixture.VISA, "create_invoice");
        assertThat(subscription.getStatus()).isEqualTo("trialing");
        assertThat(invoice(subscription.getLatestInvoice()).getAmountPaid()).isZero();

        fixture.advanceDays(4);
        assertThat(fixture.eventTypes()).contains("customer.subscription.trial_will_end");
        assertThat(fixture.status(subscription)).isEqualTo("trialing");

        fixture.advanceDays(3);
        assertThat(fixture.status(subscription)).isEqualTo("active");
        fixture.advanceHours(1);
        Subscription paid = fixture.subscription(subscription.getId());
        assertThat(invoice(paid.getLatestInvoice()).getStatus()).isEqualTo("paid");
    }

    @Test
    void aTrialWithoutACardEndsAsWasAgreed() throws Exception {
        Subscription cancels = trial("", "cancel");
        Subscription pauses = trial("", "pause");
        Subscription owes = trial("", "create_invoice");

        fixture.advanceDays(7);
        fixture.advanceHours(1);

        assertThat(fixture.status(cancels)).isEqualTo("canceled");
        assertThat(fixture.status(pauses)).isEqualTo("paused");
        assertThat(fixture.status(owes)).isEqualTo("past_due");
        assertThat(fixture.eventTypes())
                .contains("customer.subscription.paused", "customer.subscription.deleted");
    }

    @Test
    void aRenewalThatFailsIsRetriedAndThenEndsAsTheAccountWants() throws Exception {
        for (String end : List.of("canceled", "unpaid", "past_due")) {
            fixture.control().settings(Map.of("dunning_end", end));
            Subscription subscription = fixture.subscribe(Fixture.VISA);
            useCard(subscription.getCustomer(), Fixture.DECLINED);
            fixture.control()
                    .advance(java.time.Duration.ofSeconds(end(subscription) - now() + 3600));
            assertThat(fixture.status(subscription)).isEqualTo("past_due");

            fixture.advanceDays(3 + 5 + 7);

            assertThat(fixture.status(subscription)).isEqualTo(end);
            Invoice invoice =
                    invoice(fixture.subscription(subscription.getId()).getLatestInvoice());
            assertThat(invoice.getAttemptCount()).isEqualTo(4);
            assertThat(invoice.getStatus()).isEqualTo("open");
            assertThat(invoice.getNextPaymentAttempt()).isNull();
        }
    }

    @Test
    void aRetryThatGoesThroughBringsItBack() throws Exception {
        Subscription subscription = fixture.subscribe(Fixture.VISA);
        useCard(subscription.getCustomer(), Fixture.DECLINED);
        fixture.control().advance(java.time.Duration.ofSeconds(end(subscription) - now() + 3600));
        useCard(subscription.getCustomer(), Fixture.VISA);

        fixture.advanceDays(3);

        assertThat(fixture.status(subscription)).isEqualTo("active");
    }

    @Test
    void aLateRetryOfAnOldInvoiceDoesNotDisturbAPaidSuccessor() throws Exception {
        fixture.control().settings(Map.of("retry_days", List.of(40, 40)));
        Subscription subscription = fixture.subscribe(Fixture.VISA);
        useCard(subscription.getCustomer(), Fixture.DECLINED);
        fixture.advanceDays(32);
        String unpaid = fixture.subscription(subscription.getId()).getLatestInvoice();
        useCard(subscription.getCustomer(), Fixture.VISA);
        fixture.advanceDays(31);
        assertThat(fixture.status(subscription)).isEqualTo("active");
        useCard(subscription.getCustomer(), Fixture.DECLINED);

        fixture.advanceDays(10);

        assertThat(invoice(unpaid).getAttemptCount()).isEqualTo(2);
        assertThat(fixture.status(subscription)).isEqualTo("active");
    }

    @Test
    void anUnpaidOneGetsDraftsAndComesBackOnceItsLatestInvoiceIsPaid() throws Exception {
        fixture.control().settings(Map.of("dunning_end", "unpaid"));
        Subscription subscription = fixture.subscribe(Fixture.VISA);
        useCard(subscription.getCustomer(), Fixture.DECLINED);
        fixture.advanceDays(31 + 16);
        assertThat(fixture.status(subscription)).isEqualTo("unpaid");
        fixture.advanceDays(31);
        Subscription later = fixture.subscription(subscription.getId());
        assertThat(invoice(later.getLatestInvoice()).getStatus()).isEqualTo("draft");

        pay(later.getLatestInvoice(), Fixture.VISA);

        assertThat(fixture.status(subscription)).isEqualTo("active");
    }

    @Test
    void aSentInvoiceThatIsNotPaidInTimeMakesItPastDue() throws Exception {
        Subscription subscription =
                fixture.stripe()
                        .v1()
                        .subscriptions()
                        .create(
                                Fixture.pro(fixture.customer("").getId())
                                        .setCollectionMethod(
                                                SubscriptionCreateParams.CollectionMethod
                                                        .SEND_INVOICE)
                                        .setDaysUntilDue(7L)
                                        .build());
        assertThat(subscription.getStatus()).isEqualTo("active");

        fixture.advanceDays(8);

        assertThat(fixture.status(subscription)).isEqualTo("past_due");
    }

    @Test
    void aDeletedCustomerTakesItsSubscriptionsAlong() throws Exception {
        Subscription subscription = fixture.subscribe(Fixture.VISA);

        Customer deleted = fixture.stripe().v1().customers().delete(subscription.getCustomer());

        assertThat(deleted.getDeleted()).isTrue();
        assertThat(fixture.status(subscription)).isEqualTo("canceled");
        assertThat(fixture.eventTypes())
                .endsWith("customer.subscription.deleted", "customer.deleted");
    }

    @Test
    void aCancelledOneTakesNoMoreThanNotes() throws Exception {
        Subscription subscription = fixture.subscribe(Fixture.VISA);
        fixture.stripe().v1().subscriptions().cancel(subscription.getId());

        Subscription noted =
                fixture.stripe()
                        .v1()
                        .subscriptions()
                        .update(
                                subscription.getId(),
                                SubscriptionUpdateParams.builder()
                                        .putMetadata("note", "gone")
                                        .build());

        assertThat(noted.getMetadata()).containsEntry("note", "gone");
        assertThat(noted.getEndedAt()).isNotNull();
        assertThatThrownBy(
                        () ->
                                fixture.stripe()
                                        .v1()
                                        .subscriptions()
                                        .update(
                                                subscription.getId(),
                                                SubscriptionUpdateParams.builder()
                                                        .setCancelAtPeriodEnd(false)
                                                        .build()))
                .isInstanceOf(InvalidRequestException.class);
    }

    private Subscription trial(String card, String otherwise) throws Exception {
        SubscriptionCreateParams.TrialSettings settings =
                SubscriptionCreateParams.TrialSettings.builder()
                        .setEndBehavior(
                                SubscriptionCreateParams.TrialSettings.EndBehavior.builder()
                                        .setMissingPaymentMethod(
                                                SubscriptionCreateParams.TrialSettings.EndBehavior
                                                        .MissingPaymentMethod.valueOf(
                                                        otherwise.toUpperCase(
                                                                java.util.Locale.ROOT)))
                                        .build())
                        .build();
        return fixture.stripe()
                .v1()
                .subscriptions()
                .create(
                        Fixture.pro(fixture.customer(card).getId())
                                .setTrialPeriodDays(7L)
                                .setTrialSettings(settings)
                                .build());
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

    private void pay(String invoice, String card) throws Exception {
        fixture.stripe()
                .v1()
                .invoices()
                .pay(invoice, InvoicePayParams.builder().setPaymentMethod(card).build());
    }

    private Invoice invoice(String id) throws Exception {
        return fixture.stripe().v1().invoices().retrieve(id);
    }

    private long now() throws Exception {
        return fixture.control().now();
    }

    private static long end(Subscription subscription) {
        return subscription.getItems().getData().getFirst().getCurrentPeriodEnd();
    }

    private long paidThrough(Subscription subscription) throws Exception {
        for (JsonNode row : fixture.control().truth().get("subscriptions")) {
            if (row.path("id").asText().equals(subscription.getId())) {
                return row.path("paid_through").asLong();
            }
        }
        throw new AssertionError("not in the truth");
    }
}
