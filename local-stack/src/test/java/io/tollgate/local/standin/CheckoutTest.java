package io.tollgate.local.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.model.PaymentIntent;
import com.stripe.model.Subscription;
import com.stripe.model.checkout.Session;
import com.stripe.param.checkout.SessionCreateParams;
import com.stripe.param.checkout.SessionListParams;
import io.tollgate.local.client.StandInPages;
import io.tollgate.local.standin.RawClient.Raw;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Checkout sessions and their pages, seen through Stripe's client. */
class CheckoutTest {

    private static final String SUCCESS = "http://127.0.0.1:9/done?session={CHECKOUT_SESSION_ID}";
    private static final String CANCEL = "http://127.0.0.1:9/cart";
    private static final String SESSIONS = "/v1/checkout/sessions";

    private final Fixture fixture = Fixture.start();
    private final StandInPages pages = fixture.control().pages();

    @AfterEach
    void stop() {
        fixture.close();
    }

    private static SessionCreateParams.Builder session(SessionCreateParams.Mode mode) {
        return SessionCreateParams.builder()
                .setMode(mode)
                .setClientReferenceId("alice")
                .putMetadata("user_id", "alice")
                .setSuccessUrl(SUCCESS)
                .setCancelUrl(CANCEL);
    }

    private Session subscribing() throws StripeException {
        return create(
                session(SessionCreateParams.Mode.SUBSCRIPTION)
                        .setCustomer(fixture.customer("").getId())
                        .setSubscriptionData(
                                SessionCreateParams.SubscriptionData.builder()
                                        .putMetadata("user_id", "alice")
                                        .build())
                        .addLineItem(
                                SessionCreateParams.LineItem.builder()
                                        .setPrice(Fixture.PRO)
                                        .setQuantity(2L)
                                        .build()));
    }

    private Session paying() throws StripeException {
        return create(
                session(SessionCreateParams.Mode.PAYMENT)
                        .setPaymentIntentData(
                                SessionCreateParams.PaymentIntentData.builder()
                                        .putMetadata("order_id", Paying.ORDER)
                                        .build())
                        .addLineItem(
                                SessionCreateParams.LineItem.builder()
                                        .setQuantity(3L)
                                        .setPriceData(
                                                SessionCreateParams.LineItem.PriceData.builder()
                                                        .setCurrency("eur")
                                                        .setUnitAmount(500L)
                                                        .setProductData(
                                                                SessionCreateParams.LineItem
                                                                        .PriceData.ProductData
                                                                        .builder()
                                                                        .setName("Book")
                                                                        .build())
                                                        .build())
                                        .build()));
    }

    private Session create(SessionCreateParams.Builder params) throws StripeException {
        return fixture.stripe().v1().checkout().sessions().create(params.build());
    }

    private Session again(Session session) throws StripeException {
        return fixture.stripe().v1().checkout().sessions().retrieve(session.getId());
    }

    private PaymentIntent intent(Session session) throws StripeException {
        return fixture.stripe().v1().paymentIntents().retrieve(again(session).getPaymentIntent());
    }

    private static URI page(Session session) {
        return URI.create(session.getUrl());
    }

    private List<String> checkoutEvents() throws StripeException {
        return fixture.eventTypes().stream()
                .filter(type -> type.startsWith("checkout.session."))
                .map(type -> type.substring("checkout.session.".length()))
                .toList();
    }

    @Test
    void aNewSessionIsOpenAndUnpaidAndHasAPage() throws Exception {
        Session session = subscribing();

        assertThat(session.getStatus()).isEqualTo("open");
        assertThat(session.getPaymentStatus()).isEqualTo("unpaid");
        assertThat(session.getAmountTotal()).isEqualTo(2_400);
        assertThat(session.getSubscription()).isNull();
        assertThat(session.getPaymentIntent()).isNull();
        assertThat(session.getUrl()).startsWith(fixture.url().toString());
        assertThat(html(session.getUrl())).contains("Pay with a card", "Leave");
        assertThat(checkoutEvents()).isEmpty();
    }

    @Test
    void payingMakesTheSubscriptionAndThenCompletesTheSession() throws Exception {
        Session session = subscribing();

        URI next = pages.pay(page(session), Fixture.VISA);

        assertThat(next).hasToString(SUCCESS.replace("{CHECKOUT_SESSION_ID}", session.getId()));
        Session done = again(session);
        assertThat(done.getStatus()).isEqualTo("complete");
        assertThat(done.getPaymentStatus()).isEqualTo("paid");
        assertThat(done.getUrl()).isNull();
        assertThat(done.getClientReferenceId()).isEqualTo("alice");
        Subscription subscription = fixture.subscription(done.getSubscription());
        assertThat(subscription.getStatus()).isEqualTo("active");
        assertThat(subscription.getMetadata()).containsEntry("user_id", "alice");
        assertThat(subscription.getItems().getData().getFirst().getQuantity()).isEqualTo(2);
        assertThat(fixture.eventTypes())
                .endsWith("checkout.session.completed")
                .containsSubsequence("customer.subscription.created", "invoice.paid");
    }

    @Test
    void aDeclinedCardLeavesTheSessionOpenForAnother() throws Exception {
        Session session = subscribing();

        assertThatThrownBy(() -> pages.pay(page(session), Fixture.DECLINED))
                .hasMessageContaining("402");
        assertThat(again(session).getStatus()).isEqualTo("open");
        pages.pay(page(session), Fixture.VISA);

        assertThat(checkoutEvents()).containsExactly("completed");
    }

    @Test
    void aPaymentMakesOneIntentWithTheMetadataMeantForIt() throws Exception {
        Session session = paying();

        assertThatThrownBy(() -> pages.pay(page(session), Fixture.DECLINED))
                .hasMessageContaining("402");
        String first = again(session).getPaymentIntent();
        pages.pay(page(session), Fixture.VISA);

        PaymentIntent intent = intent(session);
        assertThat(intent.getId()).isEqualTo(first);
        assertThat(intent.getStatus()).isEqualTo("succeeded");
        assertThat(intent.getAmount()).isEqualTo(1_500);
        assertThat(intent.getMetadata()).containsOnlyKeys("order_id");
        assertThat(again(session).getPaymentStatus()).isEqualTo("paid");
        assertThat(fixture.eventTypes())
                .endsWith(
                        "charge.succeeded",
                        "payment_intent.succeeded",
                        "checkout.session.completed");
    }

    @Test
    void aDebitCompletesTheSessionUnpaidAndIsToldAboutLater() throws Exception {
        Session good = paying();
        Session bad = paying();
        pages.pay(page(good), "pm_sepaDebit_success");
        pages.pay(page(bad), "pm_sepaDebit_failed");
        assertThat(again(good).getStatus()).isEqualTo("complete");
        assertThat(again(good).getPaymentStatus()).isEqualTo("unpaid");

        fixture.advanceDays(4);

        assertThat(again(good).getPaymentStatus()).isEqualTo("paid");
        assertThat(again(bad).getPaymentStatus()).isEqualTo("unpaid");
        assertThat(checkoutEvents())
                .containsExactly(
                        "completed",
                        "completed",
                        "async_payment_succeeded",
                        "async_payment_failed");
    }

    @Test
    void aCardThatAsksItsOwnerGoesByAnotherPage() throws Exception {
        Session session = paying();

        URI asked = pages.pay(page(session), Fixture.AUTHENTICATION);
        assertThat(html(asked.toString())).contains("Complete", "Fail");
        URI back = pages.failAuthentication(asked);
        assertThat(back).isEqualTo(page(session));
        URI askedAgain = pages.pay(page(session), Fixture.AUTHENTICATION);
        URI done = pages.authenticate(askedAgain);

        assertThat(done.toString()).endsWith("session=" + session.getId());
        assertThat(again(session).getStatus()).isEqualTo("complete");
    }

    @Test
    void whoeverLeavesMayComeBackUntilItExpires() throws Exception {
        Session session = subscribing();

        assertThat(pages.abandon(page(session))).hasToString(CANCEL);
        assertThat(again(session).getStatus()).isEqualTo("open");
        fixture.advanceHours(25);

        assertThat(again(session).getStatus()).isEqualTo("expired");
        assertThat(checkoutEvents()).containsExactly("expired");
        assertThatThrownBy(() -> pages.pay(page(session), Fixture.VISA))
                .hasMessageContaining("400");
    }

    @Test
    void theMerchantExpiresASessionOnceAndItsOpenIntentEndsWithIt() throws Exception {
        Session session = paying();
        assertThatThrownBy(() -> pages.pay(page(session), Fixture.DECLINED))
                .hasMessageContaining("402");
        String path = SESSIONS + "/" + session.getId() + "/expire";

        Raw first = fixture.raw().post(path, "");
        Raw again = fixture.raw().post(path, "");

        assertThat(first.body().path("status").asText()).isEqualTo("expired");
        assertThat(again.status()).isEqualTo(400);
        assertThat(intent(session).getStatus()).isEqualTo("canceled");
    }

    @Test
    void theIntentOfASessionIsNotForTheMerchantToCancel() throws Exception {
        Session session = paying();
        assertThatThrownBy(() -> pages.pay(page(session), Fixture.DECLINED))
                .hasMessageContaining("402");

        assertThatThrownBy(
                        () ->
                                fixture.stripe()
                                        .v1()
                                        .paymentIntents()
                                        .cancel(again(session).getPaymentIntent()))
                .isInstanceOf(InvalidRequestException.class);
    }

    @Test
    void whatBelongsToTheOtherModeIsRefused() throws Exception {
        String urls = "&success_url=http://127.0.0.1:9/done";
        String recurring = "&line_items[0][quantity]=1&line_items[0][price]=" + Fixture.PRO;

        for (String form :
                List.of(
                        "mode=payment" + recurring + urls,
                        "mode=subscription&customer_creation=always" + recurring + urls,
                        "mode=subscription&payment_intent_data[metadata][a]=b" + recurring + urls,
                        "mode=payment&subscription_data[metadata][a]=b" + recurring + urls,
                        "mode=subscription" + urls,
                        "mode=subscription" + recurring,
                        "mode=subscription&expires_at=1" + recurring + urls,
                        "mode=subscription&customer=cus_none" + recurring + urls,
                        "mode=subscription&ui_mode=hosted" + recurring + urls,
                        "mode=subscription&success_url=nowhere" + recurring)) {
            assertThat(fixture.raw().post(SESSIONS, form).status()).as(form).isEqualTo(400);
        }
        assertThat(fixture.raw().post(SESSIONS, "mode=subscription" + recurring + urls).status())
                .isEqualTo(200);
    }

    @Test
    void theNewestVersionTakesNoPaymentMethodTypes() throws Exception {
        String form =
                "mode=subscription&success_url=http://127.0.0.1:9/done&line_items[0][quantity]=1"
                        + "&payment_method_types[]=card&line_items[0][price]="
                        + Fixture.PRO;

        Raw endive = fixture.raw().with("Stripe-Version", "2026-10-28.endive").post(SESSIONS, form);

        assertThat(endive.error().path("code").asText())
                .isEqualTo("payment_method_types_no_longer_supported");
        assertThat(fixture.raw().post(SESSIONS, form).status()).isEqualTo(200);
    }

    @Test
    void aTrialNeedsNoPaymentAndANewCustomerIsMade() throws Exception {
        Session session =
                create(
                        session(SessionCreateParams.Mode.SUBSCRIPTION)
                                .setCustomerEmail("bob@example.test")
                                .setSubscriptionData(
                                        SessionCreateParams.SubscriptionData.builder()
                                                .setTrialPeriodDays(7L)
                                                .build())
                                .addLineItem(
                                        SessionCreateParams.LineItem.builder()
                                                .setPrice(Fixture.PRO)
                                                .setQuantity(1L)
                                                .build()));

        pages.pay(page(session), Fixture.VISA);

        Session done = again(session);
        assertThat(done.getPaymentStatus()).isEqualTo("no_payment_required");
        assertThat(done.getCustomerDetails().getEmail()).isEqualTo("bob@example.test");
        assertThat(fixture.subscription(done.getSubscription()).getStatus()).isEqualTo("trialing");
    }

    @Test
    void sessionsAreListedAndShowWhatTheySellOnRequest() throws Exception {
        Session session = subscribing();
        paying();
        pages.pay(page(session), Fixture.VISA);

        List<Session> complete =
                fixture.stripe()
                        .v1()
                        .checkout()
                        .sessions()
                        .list(
                                SessionListParams.builder()
                                        .setSubscription(again(session).getSubscription())
                                        .setStatus(SessionListParams.Status.COMPLETE)
                                        .build())
                        .getData();
        JsonNode full =
                fixture.raw().get(SESSIONS + "/" + session.getId() + "?expand[]=line_items").body();

        assertThat(complete).extracting(Session::getId).containsExactly(session.getId());
        assertThat(full.at("/line_items/data/0/price/id").asText()).isEqualTo(Fixture.PRO);
        assertThat(
                        fixture.stripe()
                                .v1()
                                .checkout()
                                .sessions()
                                .lineItems()
                                .list(session.getId())
                                .getData())
                .hasSize(1);
    }

    private String html(String url) throws Exception {
        try (var client = java.net.http.HttpClient.newHttpClient()) {
            return client.send(
                            java.net.http.HttpRequest.newBuilder(URI.create(url)).build(),
                            java.net.http.HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }
}
