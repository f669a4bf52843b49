package io.tollgate.local.demo;

import io.tollgate.local.client.Answer;
import io.tollgate.local.client.BuyerClient;
import io.tollgate.local.client.CoreClient;
import io.tollgate.local.client.Pair;
import io.tollgate.local.client.StandInPayments;
import io.tollgate.local.client.StripeApiClient;
import io.tollgate.local.stack.Await;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** One customer of the crowd: tries again what failed, and gives up at the end of the crowd. */
final class Customer {

    /** As a person waits before clicking again. */
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final String user;
    private final long deadline;
    private final AtomicInteger lost;
    private final StripeApiClient stripe;
    private final CoreClient core;
    private final BuyerClient buyer;
    private final StandInPayments payments;

    Customer(Pair pair, String user, long deadline, AtomicInteger lost) {
        this.user = user;
        this.deadline = deadline;
        this.lost = lost;
        this.stripe = pair.stripeApi();
        this.core = pair.coreClient();
        this.buyer = pair.buyer(user);
        this.payments = pair.standIn().payments();
    }

    /** Subscribes, changes the plan, and one in three cancels. */
    void subscribe() {
        String card = "invoice_settings[default_payment_method]";
        Optional<String> customer =
                id(
                        () ->
                                stripe.post(
                                        "/v1/customers",
                                        Map.of(
                                                "payment_method",
                                                "pm_card_visa",
                                                card,
                                                "pm_card_visa")));
        customer.ifPresent(id -> tried(() -> core.link(user, id)));
        Optional<Answer> made =
                customer.flatMap(
                        id ->
                                tried(
                                        () ->
                                                stripe.post(
                                                        "/v1/subscriptions",
                                                        Map.of(
                                                                "customer",
                                                                id,
                                                                "items[0][price]",
                                                                "price_pro_monthly"))));
        made.ifPresent(this::change);
    }

    private void change(Answer made) {
        String path = "/v1/subscriptions/" + made.body().path("id").asText();
        String item = made.body().at("/items/data/0/id").asText();
        tried(
                () ->
                        stripe.post(
                                path,
                                Map.of(
                                        "items[0][id]",
                                        item,
                                        "items[0][price]",
                                        "price_team_monthly")));
        if (Math.floorMod(user.hashCode(), 3) == 0) {
            tried(() -> stripe.delete(path));
        }
    }

    /** Orders and pays; the order, if it came to a payment. */
    OptionalLong order() {
        Optional<Long> order =
                tried(() -> buyer.order("setup_help", "usd"))
                        .map(answer -> answer.body().path("order_id").asLong());
        if (order.isEmpty()) {
            return OptionalLong.empty();
        }
        Optional<Answer> intent = tried(() -> buyer.intent(order.get()));
        if (intent.isEmpty()) {
            return OptionalLong.empty();
        }
        String secret = intent.get().body().path("client_secret").asText();
        tried(() -> payments.pay(secret, "pm_card_visa"));
        return OptionalLong.of(order.get());
    }

    private Optional<String> id(Call call) {
        return tried(call).map(answer -> answer.body().path("id").asText());
    }

    /** Whatever may fail while something is away. */
    @FunctionalInterface
    private interface Call {
        Answer make() throws IOException;
    }

    private Optional<Answer> tried(Call call) {
        AtomicReference<Optional<Answer>> last = new AtomicReference<>(Optional.empty());
        Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
        Await.until(
                left,
                PAUSE,
                () -> {
                    last.set(once(call));
                    return last.get().isPresent();
                });
        return last.get();
    }

    private Optional<Answer> once(Call call) {
        try {
            Answer answer = call.make();
            if (answer.isSuccess()) {
                return Optional.of(answer);
            }
        } catch (IOException e) {
            // What is away now is back before the crowd's time is over.
            lost.incrementAndGet();
            return Optional.empty();
        }
        lost.incrementAndGet();
        return Optional.empty();
    }
}
