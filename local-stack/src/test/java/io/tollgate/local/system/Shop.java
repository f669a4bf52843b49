package io.tollgate.local.system;

import com.stripe.StripeClient;
import com.stripe.exception.StripeException;
import com.stripe.model.Customer;
import com.stripe.model.Event;
import com.stripe.model.Subscription;
import com.stripe.model.WebhookEndpoint;
import com.stripe.net.RequestOptions;
import com.stripe.param.CustomerCreateParams;
import com.stripe.param.CustomerUpdateParams;
import com.stripe.param.EventListParams;
import com.stripe.param.SubscriptionCreateParams;
import com.stripe.param.SubscriptionUpdateParams;
import io.tollgate.local.client.StandInClient;
import io.tollgate.local.stack.Stack;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/**
 * A shop's customers at Stripe, who subscribe, change their minds, fail to pay and leave: random
 * lives by a seed, driven through Stripe's own library.
 */
final class Shop {

    private static final List<String> PRICES =
            List.of(
                    "price_pro_monthly",
                    "price_pro_yearly",
                    "price_team_monthly",
                    "price_team_yearly");

    private static final String PAYS = "pm_card_visa";
    private static final String DECLINES_LATER = "pm_card_chargeCustomerFail";

    /** Replies may be lost on purpose: the same key makes a repeat harmless. */
    private static final int RETRIES = 1;

    private final StripeClient stripe;
    private final StandInClient standIn;
    private final Random random;
    private final String run;
    private final AtomicLong keys = new AtomicLong();
    private final List<String> subscriptions = new ArrayList<>();
    private final Map<String, Integer> done = new TreeMap<>();

    Shop(Stack stack, Random random) {
        this.stripe =
                StripeClient.builder()
                        .setApiKey(stack.secrets().stripeSecretKey())
                        .setApiBase(stack.stripe().url().toString())
                        .setMaxNetworkRetries(RETRIES)
                        .build();
        this.standIn = StandInClient.of(stack);
        this.random = random;
        this.run = Long.toHexString(random.nextLong());
    }

    /** One thing a customer or the shop does; Stripe may refuse it. */
    private interface Act {
        void run() throws StripeException, IOException;
    }

    List<String> subscriptions() {
        return List.copyOf(subscriptions);
    }

    /** How often each thing was done, and how often Stripe refused. */
    Map<String, Integer> done() {
        return done;
    }

    /** New customers, each with a user and a subscription. */
    Shop signUp(int count) throws StripeException {
        for (int i = 0; i < count; i++) {
            Customer customer =
                    stripe.v1()
                            .customers()
                            .create(
                                    CustomerCreateParams.builder()
                                            .setName("Customer " + i)
                                            .setEmail("customer_" + i + LogScan.MAIL)
                                            .setPaymentMethod(PAYS)
                                            .setInvoiceSettings(
                                                    CustomerCreateParams.InvoiceSettings.builder()
                                                            .setDefaultPaymentMethod(PAYS)
                                                            .build())
                                            .build(),
                                    once());
            String user = "user_" + run + "_" + subscriptions.size();
            subscriptions.add(subscribe(customer.getId(), user));
        }
        return this;
    }

    private String subscribe(String customer, String user) throws StripeException {
        SubscriptionCreateParams.Builder wanted =
                SubscriptionCreateParams.builder()
                        .setCustomer(customer)
                        .putMetadata("user_id", user)
                        .addItem(
                                SubscriptionCreateParams.Item.builder()
                                        .setPrice(price())
                                        .setQuantity(1L + random.nextInt(4))
                                        .build());
        if (random.nextInt(4) == 0) {
            wanted.setTrialPeriodDays(3L + random.nextInt(20));
        }
        return stripe.v1().subscriptions().create(wanted.build(), once()).getId();
    }

    /** Random things, one after another, with time passing now and then. */
    Shop live(int acts) throws IOException {
        for (int i = 0; i < acts; i++) {
            String subscription = subscriptions.get(random.nextInt(subscriptions.size()));
            switch (random.nextInt(12)) {
                case 0, 1 -> act("change price", () -> changePrice(subscription));
                case 2 -> act("change quantity", () -> changeQuantity(subscription));
                case 3 -> act("cancel at period end", () -> cancelLater(subscription, true));
                case 4 -> act("undo cancel", () -> cancelLater(subscription, false));
                case 5 -> act("cancel now", () -> cancelNow(subscription));
                case 6 -> act("card fails", () -> card(subscription, DECLINES_LATER));
                case 7 -> act("card pays", () -> payUp(subscription));
                case 8 -> act("pause collection", () -> pauseCollection(subscription));
                case 9 -> act("add item", () -> addItem(subscription));
                case 10 -> act("touch", () -> touch(subscription));
                default -> act("time passes", this::timePasses);
            }
        }
        return this;
    }

    /** The same in the background. */
    CompletableFuture<Shop> liveMeanwhile(int acts) {
        return InBackground.run(() -> live(acts));
    }

    /** Touches one subscription after the other for a while; gives how often. */
    CompletableFuture<Integer> touchUntil(BooleanSupplier end) {
        return InBackground.run(
                () -> {
                    int touches = 0;
                    while (!end.getAsBoolean()) {
                        touch(subscriptions.get(touches++ % subscriptions.size()));
                    }
                    return touches;
                });
    }

    /** Touches every subscription once. */
    void touchAll() throws StripeException {
        for (String subscription : subscriptions) {
            touch(subscription);
        }
    }

    private void act(String name, Act act) throws IOException {
        try {
            act.run();
            done.merge(name, 1, Integer::sum);
        } catch (StripeException e) {
            // Changing what has ended is refused; a fault leaves open whether it was done. What is
            // true stands at Stripe either way.
            done.merge("status " + e.getStatusCode(), 1, Integer::sum);
        }
    }

    /** A change without meaning that makes an event all the same. */
    void touch(String subscription) throws StripeException {
        update(
                subscription,
                SubscriptionUpdateParams.builder()
                        .putMetadata("note", Integer.toString(random.nextInt()))
                        .build());
    }

    private void changePrice(String id) throws StripeException {
        update(id, ofFirstItem(id).setPrice(price()).build());
    }

    private void changeQuantity(String id) throws StripeException {
        update(id, ofFirstItem(id).setQuantity(1L + random.nextInt(9)).build());
    }

    private SubscriptionUpdateParams.Item.Builder ofFirstItem(String id) throws StripeException {
        Subscription now = stripe.v1().subscriptions().retrieve(id);
        return SubscriptionUpdateParams.Item.builder()
                .setId(now.getItems().getData().getFirst().getId());
    }

    private void addItem(String id) throws StripeException {
        update(
                id,
                SubscriptionUpdateParams.Item.builder().setPrice(price()).setQuantity(1L).build());
    }

    private void update(String id, SubscriptionUpdateParams.Item item) throws StripeException {
        SubscriptionUpdateParams.ProrationBehavior[] prorations =
                SubscriptionUpdateParams.ProrationBehavior.values();
        update(
                id,
                SubscriptionUpdateParams.builder()
                        .addItem(item)
                        .setProrationBehavior(prorations[random.nextInt(prorations.length)])
                        .build());
    }

    private void cancelLater(String id, boolean cancel) throws StripeException {
        update(id, SubscriptionUpdateParams.builder().setCancelAtPeriodEnd(cancel).build());
    }

    private void cancelNow(String id) throws StripeException {
        if (random.nextInt(3) == 0) {
            leave(id);
        }
    }

    /** Ends one subscription at once; nothing happens to it from then on. */
    void leave(String id) throws StripeException {
        stripe.v1().subscriptions().cancel(id);
    }

    private void pauseCollection(String id) throws StripeException {
        update(
                id,
                SubscriptionUpdateParams.builder()
                        .setPauseCollection(
                                SubscriptionUpdateParams.PauseCollection.builder()
                                        .setBehavior(
                                                SubscriptionUpdateParams.PauseCollection.Behavior
                                                        .VOID)
                                        .build())
                        .build());
    }

    private void card(String id, String method) throws StripeException {
        String customer = stripe.v1().subscriptions().retrieve(id).getCustomer();
        stripe.v1()
                .customers()
                .update(
                        customer,
                        CustomerUpdateParams.builder()
                                .setInvoiceSettings(
                                        CustomerUpdateParams.InvoiceSettings.builder()
                                                .setDefaultPaymentMethod(method)
                                                .build())
                                .build(),
                        once());
    }

    private void payUp(String id) throws StripeException {
        card(id, PAYS);
        String invoice = stripe.v1().subscriptions().retrieve(id).getLatestInvoice();
        if (invoice != null) {
            stripe.v1().invoices().pay(invoice);
        }
    }

    private void timePasses() throws IOException {
        standIn.advance(Duration.ofHours(1L + random.nextInt(24 * 12)));
    }

    private void update(String id, SubscriptionUpdateParams change) throws StripeException {
        stripe.v1().subscriptions().update(id, change, once());
    }

    /** The ids of all events that an endpoint wants and every such endpoint has answered 2xx. */
    List<String> acknowledged() throws StripeException {
        Set<String> wanted = new HashSet<>();
        for (WebhookEndpoint endpoint : stripe.v1().webhookEndpoints().list().getData()) {
            wanted.addAll(endpoint.getEnabledEvents());
        }
        EventListParams delivered =
                EventListParams.builder().setDeliverySuccess(true).setLimit(100L).build();
        List<String> ids = new ArrayList<>();
        for (Event event : stripe.v1().events().list(delivered).autoPagingIterable()) {
            if (wanted.contains(event.getType())) {
                ids.add(event.getId());
            }
        }
        return ids;
    }

    private RequestOptions once() {
        return RequestOptions.builder()
                .setIdempotencyKey(run + ":" + keys.incrementAndGet())
                .build();
    }

    private String price() {
        return PRICES.get(random.nextInt(PRICES.size()));
    }
}
