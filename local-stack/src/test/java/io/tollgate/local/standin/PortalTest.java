package io.tollgate.local.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.stripe.exception.StripeException;
import com.stripe.model.Subscription;
import com.stripe.model.billingportal.Session;
import com.stripe.param.billingportal.SessionCreateParams;
import io.tollgate.local.client.StandInPages;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The customer portal, and what its customers do there. */
class PortalTest {

    private static final String BACK = "http://127.0.0.1:9/account?a=1&b=2";

    private final Fixture fixture = Fixture.start();
    private final StandInPages pages = fixture.control().pages();

    @AfterEach
    void stop() {
        fixture.close();
    }

    private URI portal(String customer) throws StripeException {
        Session session =
                fixture.stripe()
                        .v1()
                        .billingPortal()
                        .sessions()
                        .create(
                                SessionCreateParams.builder()
                                        .setCustomer(customer)
                                        .setReturnUrl(BACK)
                                        .build());
        assertThat(session.getCustomer()).isEqualTo(customer);
        return URI.create(session.getUrl());
    }

    @Test
    void aFlexibleSubscriptionIsCancelledByItsDateAlone() throws Exception {
        Subscription mine = fixture.subscribe(Fixture.VISA);
        URI portal = portal(mine.getCustomer());

        pages.cancel(portal, mine.getId());
        Subscription canceled = fixture.subscription(mine.getId());
        pages.keep(portal, mine.getId());
        Subscription kept = fixture.subscription(mine.getId());

        assertThat(canceled.getCancelAt()).isNotNull();
        assertThat(canceled.getCancelAtPeriodEnd()).isFalse();
        assertThat(canceled.getStatus()).isEqualTo("active");
        assertThat(kept.getCancelAt()).isNull();
    }

    @Test
    void aPlanIsChangedAndASubscriptionEndedAtOnce() throws Exception {
        Subscription mine = fixture.subscribe(Fixture.VISA);
        URI portal = portal(mine.getCustomer());

        pages.change(portal, mine.getId(), Fixture.TEAM);
        Subscription changed = fixture.subscription(mine.getId());
        pages.cancelNow(portal, mine.getId());

        assertThat(changed.getItems().getData().getFirst().getPrice().getId())
                .isEqualTo(Fixture.TEAM);
        assertThat(fixture.status(mine)).isEqualTo("canceled");
    }

    @Test
    void nobodyTouchesWhatIsAnothers() throws Exception {
        Subscription mine = fixture.subscribe(Fixture.VISA);
        Subscription another = fixture.subscribe(Fixture.VISA);

        assertThatThrownBy(() -> pages.cancelNow(portal(mine.getCustomer()), another.getId()))
                .hasMessageContaining("400");

        assertThat(fixture.status(another)).isEqualTo("active");
    }

    @Test
    void thePageShowsItsSubscriptionsAndTheWayBackForAnHour() throws Exception {
        Subscription mine = fixture.subscribe(Fixture.VISA);
        URI portal = portal(mine.getCustomer());

        HttpResponse<String> page = get(portal);
        fixture.advanceHours(2);
        HttpResponse<String> late = get(portal);

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains(mine.getId(), BACK.replace("&", "&amp;"));
        assertThat(late.statusCode()).isEqualTo(404);
    }

    @Test
    void aFlowShowsTheOneSubscriptionItIsAbout() throws Exception {
        Subscription mine = fixture.subscribe(Fixture.VISA);
        Subscription other =
                fixture.stripe()
                        .v1()
                        .subscriptions()
                        .create(Fixture.pro(mine.getCustomer()).build());

        Session session =
                fixture.stripe()
                        .v1()
                        .billingPortal()
                        .sessions()
                        .create(
                                SessionCreateParams.builder()
                                        .setCustomer(mine.getCustomer())
                                        .setFlowData(
                                                SessionCreateParams.FlowData.builder()
                                                        .setType(
                                                                SessionCreateParams.FlowData.Type
                                                                        .SUBSCRIPTION_CANCEL)
                                                        .setSubscriptionCancel(
                                                                SessionCreateParams.FlowData
                                                                        .SubscriptionCancel
                                                                        .builder()
                                                                        .setSubscription(
                                                                                mine.getId())
                                                                        .build())
                                                        .build())
                                        .build());

        assertThat(session.getFlow().getType()).isEqualTo("subscription_cancel");
        assertThat(get(URI.create(session.getUrl())).body())
                .contains(mine.getId())
                .doesNotContain(other.getId());
    }

    @Test
    void aCustomerNobodyKnowsHasNoPortal() throws Exception {
        assertThat(
                        fixture.raw()
                                .post("/v1/billing_portal/sessions", "customer=cus_none")
                                .error()
                                .path("param")
                                .asText())
                .isEqualTo("customer");
    }

    private static HttpResponse<String> get(URI url) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString());
        }
    }
}
