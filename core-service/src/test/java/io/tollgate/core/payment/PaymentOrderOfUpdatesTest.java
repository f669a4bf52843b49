package io.tollgate.core.payment;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tollgate.contracts.payment.PaymentUpdate;
import io.tollgate.contracts.payment.PaymentUpdate.Dispute;
import io.tollgate.contracts.payment.PaymentUpdate.Refund;
import io.tollgate.contracts.payment.PaymentView;
import io.tollgate.core.Api;
import io.tollgate.core.Database;
import io.tollgate.core.Seeds;
import io.tollgate.core.order.OrderCalls;
import io.tollgate.testing.TestEnvironment;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whatever order the updates of a payment come in, with repeats: the order ends the same. */
@QuarkusTest
@WithTestResource(TestEnvironment.class)
class PaymentOrderOfUpdatesTest {

    private static final long T = 1_710_072_000L;

    /** What tells an update from an older one. */
    private enum Newer {
        BY_SEQUENCE_AND_TIME,
        /** All within one second. */
        BY_SEQUENCE,
        BY_TIME;

        @Nullable Long sequence(int step) {
            return this == BY_TIME ? null : (Long) (step + 1L);
        }

        long occurredAt(int step) {
            return this == BY_SEQUENCE ? T : T + step;
        }
    }

    /** What is told of a payment at one point of its life. */
    private record Told(
            String status,
            long received,
            long refunded,
            @Nullable String failure,
            @Nullable String secondRefund,
            @Nullable String dispute) {}

    private static final List<Told> LIFE =
            List.of(
                    new Told("requires_payment_method", 0, 0, "card_declined", null, null),
                    new Told("processing", 0, 0, null, null, null),
                    new Told("succeeded", 1900, 0, null, null, null),
                    new Told("succeeded", 1900, 300, null, null, null),
                    new Told("succeeded", 1900, 700, null, "succeeded", null),
                    new Told("succeeded", 1900, 300, null, "failed", null),
                    new Told("succeeded", 1900, 300, null, "failed", "needs_response"),
                    new Told("succeeded", 1900, 300, null, "failed", "won"));

    @Inject Attempts attempts;
    @Inject PaymentUpdates updates;
    @Inject Payments payments;
    @Inject Database database;

    @Test
    void everyOrderOfALifeEndsInTheSameOrder() throws Exception {
        long seed = Seeds.next("order of payment updates");
        List<Callable<Void>> lives = new ArrayList<>();
        for (List<Integer> order : orders(new Random(seed))) {
            Random random = new Random(seed + lives.size());
            lives.add(
                    () -> {
                        endsTheSame(order, random);
                        return null;
                    });
        }

        try (ExecutorService pool = Executors.newFixedThreadPool(4)) {
            for (Future<Void> life : pool.invokeAll(lives)) {
                life.get();
            }
        }
    }

    /** Some hundreds of them; all in a soak. */
    private static List<List<Integer>> orders(Random random) {
        List<List<Integer>> all = new ArrayList<>();
        permutations(new ArrayList<>(IntStream.range(0, LIFE.size()).boxed().toList()), 0, all);
        assertThat(all).hasSize(40_320);
        Collections.shuffle(all, random);
        return all.subList(0, Seeds.count(300, all.size()));
    }

    private static void permutations(List<Integer> steps, int from, List<List<Integer>> into) {
        if (from == steps.size()) {
            into.add(List.copyOf(steps));
            return;
        }
        for (int i = from; i < steps.size(); i++) {
            Collections.swap(steps, from, i);
            permutations(steps, from + 1, into);
            Collections.swap(steps, from, i);
        }
    }

    private void endsTheSame(List<Integer> order, Random random) throws SQLException {
        Newer newer = Newer.values()[random.nextInt(Newer.values().length)];
        String user = Api.fresh("user-");
        var made = OrderCalls.total(user, "usd", 1900).statusCode(201).extract().jsonPath();
        Paying paying = new Paying(user, made.getLong("order_id"), made.getString("order_ref"));
        String intent = Api.fresh("pi_");
        attempts.open(paying.orderId(), user, "test");
        attempts.link(paying.orderId(), 1, intent);

        for (int i = 0; i < order.size(); i++) {
            take(paying, intent, order.get(i), newer);
            if (random.nextInt(4) == 0) {
                take(paying, intent, order.get(random.nextInt(i + 1)), newer);
            }
        }

        String what = order + " " + newer;
        assertThat(
                        database.column(
                                "SELECT concat_ws(' ', status, amount_received, amount_refunded,"
                                        + " disputed, review) FROM orders WHERE order_id = ?",
                                paying.orderId()))
                .as(what)
                .containsExactly("partially_refunded 1900 300 f {}");
        PaymentFilter filter = new PaymentFilter("", List.of(intent), PaymentFilter.State.ANY);
        PaymentView payment = payments.page(filter, 1).getFirst();
        assertThat(payment.status()).as(what).isEqualTo("succeeded");
        assertThat(payment.failureCode()).as(what).isNull();
        assertThat(payment.refunds())
                .as(what)
                .extracting(Refund::status)
                .containsExactly("succeeded", "failed");
        assertThat(payment.disputes()).as(what).extracting(Dispute::status).containsExactly("won");
    }

    private void take(Paying paying, String intent, int step, Newer newer) {
        Told told = LIFE.get(step);
        List<Refund> refunds = new ArrayList<>();
        if (told.refunded() > 0) {
            refunds.add(new Refund("re_1" + intent, 300L, "succeeded", null, T + 3));
        }
        if (told.secondRefund() != null) {
            refunds.add(new Refund("re_2" + intent, 400L, told.secondRefund(), null, T + 4));
        }
        UpdateOutcome outcome =
                updates.take(
                        new PaymentUpdate(
                                intent,
                                paying.orderId(),
                                paying.orderRef(),
                                1L,
                                paying.user(),
                                "test",
                                told.status(),
                                1900L,
                                told.received(),
                                told.refunded(),
                                "usd",
                                told.failure(),
                                refunds,
                                told.dispute() == null
                                        ? List.of()
                                        : List.of(
                                                new Dispute(
                                                        "du_" + intent,
                                                        1900L,
                                                        told.dispute(),
                                                        "fraudulent",
                                                        T + 6)),
                                newer.sequence(step),
                                newer.occurredAt(step),
                                "evt_" + step,
                                "payment_intent.succeeded",
                                false));
        assertThat(outcome).isInstanceOf(UpdateOutcome.Taken.class);
    }
}
