package io.tollgate.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.local.client.BillingClient;
import io.tollgate.local.stack.Await;
import io.tollgate.local.stack.Stack;
import io.tollgate.local.stripe.Ids;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Events of payments arrive in any order at a stack that cannot ask Stripe. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PaymentOrderOfEventsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Ids ids = new Ids(new Random());
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Stack stack;
    private Till till;
    private BillingClient billing;
    private int users;

    @BeforeAll
    void start() {
        stack = Systems.impatient().start();
        till = new Till(stack);
        billing = BillingClient.of(stack, 0);
    }

    @AfterAll
    void stop() {
        stack.close();
    }

    /** An order whose attempt is tied to an intent, and the events that may come of it. */
    private record Awaited(long order, PaymentEvents events) {}

    private Awaited order(long step) throws IOException {
        String user = "waiting_" + users++;
        long order = till.order(user);
        String intent = ids.next("pi_");
        ObjectNode attempt = till.attempt(user, order, intent);
        ObjectNode metadata = JSON.createObjectNode();
        for (String name : List.of("order_id", "order_ref", "attempt", "user_id", "environment")) {
            metadata.put(name, attempt.path(name).asText());
        }
        return new Awaited(order, new PaymentEvents(ids, intent, metadata, step));
    }

    private void deliver(byte[] event) throws IOException {
        assertThat(billing.post("/webhook/stripe", event).status()).isEqualTo(200);
    }

    /** One after another, each dealt with before the next comes. */
    private void deliverInTurn(Awaited to, Map<byte[], String> expected) throws IOException {
        for (Map.Entry<byte[], String> each : expected.entrySet()) {
            deliver(each.getKey());
            till.awaits(to.order(), each.getValue());
        }
    }

    @Test
    void in_whatever_order_they_arrive_the_order_ends_the_same() throws Exception {
        Random random = new Random(Soak.seed("order of payment events"));
        Map<Long, List<byte[]>> orders = new HashMap<>();
        for (int i = 0; i < Soak.count(20, 500); i++) {
            // Within one second, and each in a second of its own.
            Awaited awaited = order(i % 2 == 0 ? 0 : 10);
            List<byte[]> events = new ArrayList<>(awaited.events().life());
            events.add(events.get(random.nextInt(events.size())));
            Collections.shuffle(events, random);
            orders.put(awaited.order(), events);
        }

        for (List<byte[]> events : orders.values()) {
            for (byte[] event : events) {
                deliver(event);
            }
        }

        for (long order : orders.keySet()) {
            till.awaits(order, "partially_refunded refunded 300");
        }
        Await.until(PATIENCE, () -> notForwarded().isEmpty());
        assertThat(notForwarded()).isEmpty();
    }

    private List<String> notForwarded() {
        return new Truth(stack)
                .query("SELECT DISTINCT state FROM inbox_event WHERE state <> 'forwarded'", null);
    }

    @Test
    void a_failure_delivered_after_the_success_leaves_the_order_paid() throws Exception {
        Awaited awaited = order(10);
        deliver(awaited.events().succeeded(2));
        till.awaits(awaited.order(), "paid");

        byte[] late = awaited.events().failed(0);
        deliver(late);

        till.awaitsForwarded(JSON.readTree(late).path("id").asText());
        assertThat(till.words(awaited.order())).isEqualTo("paid");
    }

    @Test
    void refunds_of_700_heard_of_before_those_of_300_and_a_failure_leave_300() throws Exception {
        Awaited awaited = order(10);
        PaymentEvents events = awaited.events();
        Map<byte[], String> turn = new LinkedHashMap<>();
        turn.put(events.succeeded(2), "paid");
        turn.put(events.refunded(4, 700), "partially_refunded refunded 700");
        turn.put(events.refunded(3, 300), "partially_refunded refunded 700");
        turn.put(events.refundFailed(5), "partially_refunded refunded 300");

        deliverInTurn(awaited, turn);
    }

    @Test
    void a_dispute_that_was_won_before_it_was_heard_of_marks_nothing_and_a_second_does()
            throws Exception {
        Awaited awaited = order(10);
        PaymentEvents events = awaited.events();
        Map<byte[], String> turn = new LinkedHashMap<>();
        turn.put(events.succeeded(2), "paid");
        turn.put(events.disputeWon(7), "paid");
        turn.put(events.disputeOpened(6), "paid");
        turn.put(events.secondDispute(8), "paid disputed");

        deliverInTurn(awaited, turn);
    }
}
