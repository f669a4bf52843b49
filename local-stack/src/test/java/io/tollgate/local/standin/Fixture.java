package io.tollgate.local.standin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.stripe.StripeClient;
import com.stripe.exception.StripeException;
import com.stripe.model.Customer;
import com.stripe.model.Event;
import com.stripe.model.Subscription;
import com.stripe.param.CustomerCreateParams;
import com.stripe.param.EventListParams;
import com.stripe.param.SubscriptionCreateParams;
import io.tollgate.local.client.StandInClient;
import io.tollgate.local.standin.delivery.RetryPolicy;
import io.tollgate.local.standin.shape.StripeVersion;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** A stand-in on a free port, and Stripe's client for it. */
final class Fixture implements AutoCloseable {

    static final String KEY = "sk_test_fixture";
    static final String VISA = "pm_card_visa";
    static final String DECLINED = "pm_card_chargeCustomerFail";
    static final String AUTHENTICATION = "pm_card_authenticationRequired";
    static final String PRO = "price_pro_monthly";
    static final String PRO_YEARLY = "price_pro_yearly";
    static final String TEAM = "price_team_monthly";

    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** Retries soon, so that a test need not wait for them. */
    private static final RetryPolicy RETRY =
            new RetryPolicy(Duration.ofMillis(20), Duration.ofMillis(100));

    private final StandIn standIn;
    private final StripeClient stripe;
    private final StandInClient control;

    private Fixture(StandIn standIn) {
        this.standIn = standIn;
        this.stripe = StripeClient.builder().setApiKey(KEY).setApiBase(base(standIn)).build();
        this.control = new StandInClient(standIn.url());
    }

    static Fixture start() {
        return start(Optional.empty());
    }

    /** One that keeps its books in a file. */
    static Fixture start(Path books) {
        return start(Optional.of(books));
    }

    private static Fixture start(Optional<Path> books) {
        long seed = new Random().nextInt(Integer.MAX_VALUE);
        System.out.println("stand-in with seed " + seed);
        return new Fixture(
                StandIn.start(
                        new Settings(
                                Settings.LOOPBACK,
                                0,
                                KEY,
                                StripeVersion.DAHLIA,
                                seed,
                                RETRY,
                                books)));
    }

    private static String base(StandIn standIn) {
        return standIn.url().toString();
    }

    StandIn standIn() {
        return standIn;
    }

    URI url() {
        return standIn.url();
    }

    StripeClient stripe() {
        return stripe;
    }

    StandInClient control() {
        return control;
    }

    Customer customer(String paymentMethod) throws StripeException {
        CustomerCreateParams.Builder params =
                CustomerCreateParams.builder()
                        .setEmail("alice@example.test")
                        .putMetadata("user_id", "alice");
        if (!paymentMethod.isEmpty()) {
            params.setInvoiceSettings(
                    CustomerCreateParams.InvoiceSettings.builder()
                            .setDefaultPaymentMethod(paymentMethod)
                            .build());
        }
        return stripe.v1().customers().create(params.build());
    }

    /** A monthly subscription to pro, paid with this card. */
    Subscription subscribe(String paymentMethod) throws StripeException {
        return stripe.v1().subscriptions().create(pro(customer(paymentMethod).getId()).build());
    }

    static SubscriptionCreateParams.Builder pro(String customer) {
        return SubscriptionCreateParams.builder().setCustomer(customer).addItem(item(PRO));
    }

    static SubscriptionCreateParams.Item item(String price) {
        return SubscriptionCreateParams.Item.builder().setPrice(price).build();
    }

    Subscription subscription(String id) throws StripeException {
        return stripe.v1().subscriptions().retrieve(id);
    }

    String status(Subscription subscription) throws StripeException {
        return subscription(subscription.getId()).getStatus();
    }

    void advanceDays(long days) throws IOException {
        control.advance(Duration.ofDays(days));
    }

    void advanceHours(long hours) throws IOException {
        control.advance(Duration.ofHours(hours));
    }

    /** The newest 100 events, oldest first. */
    List<Event> events() throws StripeException {
        return stripe.v1()
                .events()
                .list(EventListParams.builder().setLimit(100L).build())
                .getData()
                .reversed();
    }

    List<String> eventTypes() throws StripeException {
        return events().stream().map(Event::getType).toList();
    }

    /** The newest event of a type, as raw JSON. */
    JsonNode lastEvent(String type) throws IOException {
        JsonNode page = raw().get("/v1/events?limit=1&type=" + type).body();
        assertThat(page.get("data")).as(type).isNotEmpty();
        return page.at("/data/0");
    }

    /** Calls without Stripe's client, to see every byte of an answer. */
    RawClient raw() {
        return new RawClient(url(), KEY);
    }

    static JsonNode json(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        standIn.close();
    }
}
