package io.tollgate.local.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.stripe.model.WebhookEndpoint;
import com.stripe.net.Webhook;
import com.stripe.param.WebhookEndpointCreateParams;
import io.tollgate.local.stack.Await;
import io.tollgate.local.standin.Receiver.Arrival;
import io.tollgate.local.standin.shape.StripeVersion;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Events get to their endpoints: signed, at least once, and not without what was asked for. */
class DeliveryTest {

    private static final String SECRET = "whsec_test_delivery";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Fixture fixture = Fixture.start();
    private Receiver receiver;

    @BeforeEach
    void listen() throws Exception {
        receiver = new Receiver();
    }

    @AfterEach
    void stop() {
        fixture.close();
        receiver.close();
    }

    private String hook(String... events) {
        return fixture.standIn()
                .register(new Hook(receiver.url(), SECRET, StripeVersion.DAHLIA, List.of(events)));
    }

    private void settle() {
        assertThat(Await.until(PATIENCE, () -> pending() == 0)).as("all settled").isTrue();
    }

    private int pending() {
        try {
            return fixture.control().pendingDeliveries();
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void stripesOwnClientAcceptsTheSignatureAndParsesTheEvent() throws Exception {
        hook("customer.subscription.created");
        fixture.subscribe(Fixture.VISA);

        Arrival arrival = receiver.await(all -> all.size() == 1).getFirst();

        assertThatCode(() -> Webhook.constructEvent(arrival.body(), arrival.signature(), SECRET))
                .doesNotThrowAnyException();
        assertThat(
                        Webhook.constructEvent(arrival.body(), arrival.signature(), SECRET)
                                .getDataObjectDeserializer()
                                .getObject())
                .containsInstanceOf(com.stripe.model.Subscription.class);
    }

    @Test
    void anEndpointGetsTheTypesItAskedForInTheirNaturalOrder() throws Exception {
        hook("customer.created", "customer.subscription.created", "customer.subscription.updated");
        hook("invoice.paid");
        fixture.subscribe(Fixture.VISA);

        receiver.await(all -> all.size() == 4);

        assertThat(receiver.types())
                .contains("invoice.paid")
                .containsSubsequence(
                        "customer.created",
                        "customer.subscription.created",
                        "customer.subscription.updated");
    }

    @Test
    void whatIsNotTakenIsSentAgainUntilItIs() throws Exception {
        receiver.answer(503);
        hook("customer.created");
        fixture.customer("");
        receiver.await(all -> all.size() >= 3);
        assertThat(fixture.events().getFirst().getPendingWebhooks()).isEqualTo(1);

        receiver.answer(200);
        settle();

        assertThat(fixture.control().deliveries().path("delivered").asInt()).isEqualTo(1);
        assertThat(fixture.events().getFirst().getPendingWebhooks()).isZero();
        assertThat(receiver.arrivals()).extracting(Arrival::id).containsOnly(firstId());
    }

    private String firstId() throws Exception {
        return fixture.events().getFirst().getId();
    }

    @Test
    void aDuplicateIsTheSameEventTwice() throws Exception {
        fixture.control().faults(Map.of("duplicate", 1.0));
        hook("customer.created");

        fixture.customer("");
        settle();

        assertThat(receiver.arrivals()).hasSize(2);
        assertThat(new HashSet<>(receiver.arrivals().stream().map(Arrival::id).toList()))
                .hasSize(1);
    }

    @Test
    void eventsOfOneCustomerComeInOrderUntilTheyAreToBeReordered() throws Exception {
        hook("customer.created", "customer.updated");
        changeOften();
        settle();
        List<String> natural = receiver.arrivals().stream().map(Arrival::id).toList();
        assertThat(natural).isEqualTo(eventIds());

        fixture.control().faults(Map.of("reorder", 1.0));
        changeOften();
        settle();

        List<String> all = receiver.arrivals().stream().map(Arrival::id).toList();
        assertThat(all).hasSize(2 * natural.size()).isNotEqualTo(eventIds());
        assertThat(all).containsExactlyInAnyOrderElementsOf(eventIds());
    }

    private void changeOften() throws Exception {
        String customer = fixture.customer("").getId();
        for (int i = 0; i < 20; i++) {
            fixture.raw().post("/v1/customers/" + customer, "metadata[i]=" + i);
        }
    }

    private List<String> eventIds() throws Exception {
        return fixture.events().stream().map(com.stripe.model.Event::getId).toList();
    }

    @Test
    void aDroppedEventNeverArrivesAndIsListedAsUndelivered() throws Exception {
        fixture.control().faults(Map.of("drop", 1.0));
        hook("customer.created");

        fixture.customer("");

        assertThat(fixture.control().deliveries().path("dropped").asInt()).isEqualTo(1);
        assertThat(fixture.raw().get("/v1/events?delivery_success=false").body().get("data"))
                .hasSize(1);
        assertThat(fixture.raw().get("/v1/events?delivery_success=true").body().get("data"))
                .isEmpty();
        assertThat(receiver.arrivals()).isEmpty();
    }

    @Test
    void afterThreeDaysOfItsClockAnOutageHasCostTheEvent() throws Exception {
        fixture.control().faults(Map.of("receiver_outage", true));
        hook("customer.created");
        fixture.customer("");
        assertThat(Await.until(PATIENCE, () -> answersOfNone() > 0)).isTrue();
        assertThat(pending()).isEqualTo(1);

        fixture.control().advance(Duration.ofDays(3).plusSeconds(60));
        assertThat(Await.until(PATIENCE, () -> pendingAfterAnotherTry() == 0)).isTrue();

        assertThat(fixture.control().deliveries().path("given_up").asInt()).isEqualTo(1);
        assertThat(receiver.arrivals()).isEmpty();
        assertThat(fixture.raw().get("/v1/events?delivery_success=false").body().get("data"))
                .hasSize(1);
    }

    private int pendingAfterAnotherTry() {
        try {
            fixture.control().retryDeliveries();
            return pending();
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        }
    }

    private int answersOfNone() {
        try {
            return fixture.control().deliveries().at("/answers/0").asInt();
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whatWaitsCanBeForgotten() throws Exception {
        fixture.control().faults(Map.of("receiver_outage", true));
        hook("customer.created");
        fixture.customer("");

        fixture.control().forgetDeliveries();
        settle();

        assertThat(fixture.control().deliveries().path("given_up").asInt()).isEqualTo(1);
    }

    @Test
    void aRolledSecretSignsBesideTheOldOneUntilThatRunsOut() throws Exception {
        String endpoint = hook("customer.created");
        String fresh = fixture.control().rollSecret(endpoint, Duration.ofHours(2));

        fixture.customer("");
        Arrival both = receiver.await(all -> all.size() == 1).getFirst();
        fixture.advanceHours(3);
        fixture.customer("");
        Arrival one = receiver.await(all -> all.size() == 2).getLast();

        assertThat(both.signature().split("v1=", -1)).hasSize(3);
        for (String secret : List.of(SECRET, fresh)) {
            assertThatCode(() -> Webhook.constructEvent(both.body(), both.signature(), secret))
                    .doesNotThrowAnyException();
        }
        assertThat(one.signature().split("v1=", -1)).hasSize(2);
        assertThatCode(() -> Webhook.constructEvent(one.body(), one.signature(), fresh))
                .doesNotThrowAnyException();
    }

    @Test
    void eachEndpointIsSpokenToInItsOwnVersion() throws Exception {
        for (StripeVersion version : StripeVersion.values()) {
            fixture.standIn()
                    .register(
                            new Hook(
                                    receiver.url(),
                                    SECRET,
                                    version,
                                    List.of("customer.subscription.created")));
        }

        fixture.subscribe(Fixture.VISA);
        receiver.await(all -> all.size() == StripeVersion.values().length);

        for (Arrival arrival : receiver.arrivals()) {
            boolean old = arrival.event().path("api_version").asText().compareTo("2025") < 0;
            assertThat(arrival.event().at("/data/object").has("current_period_end")).isEqualTo(old);
            assertThat(arrival.event().at("/data/object/items/data/0").has("current_period_end"))
                    .isEqualTo(!old);
        }
    }

    @Test
    void anEndpointIsMadeChangedAndDeletedByTheApi() throws Exception {
        WebhookEndpoint made =
                fixture.stripe()
                        .v1()
                        .webhookEndpoints()
                        .create(
                                WebhookEndpointCreateParams.builder()
                                        .setUrl(receiver.url().toString())
                                        .addEnabledEvent(
                                                WebhookEndpointCreateParams.EnabledEvent
                                                        .CUSTOMER__CREATED)
                                        .build());
        fixture.customer("");
        Arrival arrival = receiver.await(all -> all.size() == 1).getFirst();
        fixture.raw().post("/v1/webhook_endpoints/" + made.getId(), "disabled=true");
        fixture.customer("");

        assertThatCode(
                        () ->
                                Webhook.constructEvent(
                                        arrival.body(), arrival.signature(), made.getSecret()))
                .doesNotThrowAnyException();
        assertThat(fixture.stripe().v1().webhookEndpoints().retrieve(made.getId()).getStatus())
                .isEqualTo("disabled");
        assertThat(fixture.stripe().v1().webhookEndpoints().retrieve(made.getId()).getSecret())
                .isNull();
        assertThat(fixture.stripe().v1().webhookEndpoints().delete(made.getId()).getDeleted())
                .isTrue();
        settle();
        assertThat(receiver.arrivals()).hasSize(1);
    }

    @Test
    void anEndpointOutsideOfThisMachineIsRefused() throws Exception {
        RawClient.Raw answer =
                fixture.raw()
                        .post(
                                "/v1/webhook_endpoints",
                                "url=https://shop.example.test/hook&enabled_events[]=*");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error().path("code").asText()).isEqualTo("url_invalid");
    }

    @Test
    void eventsOfABurstCanShareTheirSecond() throws Exception {
        fixture.control().faults(Map.of("same_second", true));
        fixture.customer("");
        fixture.advanceHours(1);
        fixture.customer("");
        fixture.control().clearFaults();
        fixture.customer("");

        List<Long> created =
                fixture.events().stream().map(com.stripe.model.Event::getCreated).toList();

        assertThat(created.get(0)).isEqualTo(created.get(1));
        assertThat(created.get(2)).isGreaterThanOrEqualTo(created.get(1) + 3600);
    }

    @Test
    void aThinEventOnlyNamesItsObject() throws Exception {
        hook("customer.created");

        fixture.control()
                .thinEvent(
                        "v1.customer.subscription.updated",
                        Map.of("id", "sub_x", "type", "subscription"));
        Arrival arrival = receiver.await(all -> all.size() == 1).getFirst();

        assertThat(arrival.event().path("object").asText()).isEqualTo("v2.core.event");
        assertThat(arrival.event().at("/related_object/id").asText()).isEqualTo("sub_x");
    }
}
