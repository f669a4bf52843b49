package io.tollgate.local.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.stripe.model.Customer;
import com.stripe.model.Subscription;
import com.stripe.net.RequestOptions;
import com.stripe.param.CustomerCreateParams;
import io.tollgate.local.stack.Await;
import io.tollgate.local.standin.shape.StripeVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A stand-in that keeps its books goes on where one was that ended without a word: nothing here is
 * closed before the next one starts.
 */
class BooksTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String SECRET = "whsec_test_books";

    @TempDir private Path directory;

    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
    }

    private Path books() {
        return directory.resolve("books.jsonl");
    }

    private Fixture life() {
        Fixture life = Fixture.start(books());
        open.add(life);
        return life;
    }

    private Receiver receiver() throws IOException {
        Receiver receiver = new Receiver();
        open.add(receiver);
        return receiver;
    }

    private static void hook(Fixture life, Receiver receiver, String... events) {
        life.standIn()
                .register(new Hook(receiver.url(), SECRET, StripeVersion.DAHLIA, List.of(events)));
        life.standIn().resend();
    }

    /** All but the moment, which goes on. */
    private static JsonNode truth(Fixture life) throws IOException {
        return ((ObjectNode) life.control().truth()).without("now");
    }

    private static int pending(Fixture life) {
        try {
            return life.control().pendingDeliveries();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void everything_is_as_it_was_in_the_next_life_and_in_the_one_after() throws Exception {
        Fixture first = life();
        Subscription subscription = first.subscribe(Fixture.VISA);
        first.advanceDays(40);
        JsonNode truth = truth(first);
        JsonNode events = first.raw().get("/v1/events?limit=100").body();

        Fixture second = life();

        assertThat(truth(second)).isEqualTo(truth);
        assertThat(second.control().truth().path("now").asLong())
                .isGreaterThanOrEqualTo(Instant.now().plus(Duration.ofDays(39)).getEpochSecond());
        assertThat(second.raw().get("/v1/events?limit=100").body()).isEqualTo(events);
        assertThat(truth(life())).isEqualTo(truth);
        assertThat(second.status(subscription)).isEqualTo("active");
    }

    @Test
    void what_was_planned_still_happens_once() throws Exception {
        Subscription subscription = life().subscribe(Fixture.VISA);
        Fixture second = life();

        second.advanceDays(32);

        Fixture third = life();
        assertThat(third.raw().get("/v1/invoices?limit=100").body().get("data")).hasSize(2);
        assertThat(third.subscription(subscription.getId()).getLatestInvoice())
                .isNotEqualTo(subscription.getLatestInvoice());
    }

    @Test
    void a_key_gives_its_first_answer_in_the_next_life_too() throws Exception {
        CustomerCreateParams alice = CustomerCreateParams.builder().setName("Alice").build();
        RequestOptions key = RequestOptions.builder().setIdempotencyKey("key-1").build();
        Customer first = life().stripe().v1().customers().create(alice, key);

        Customer again = life().stripe().v1().customers().create(alice, key);

        assertThat(again.getId()).isEqualTo(first.getId());
        assertThat(again.getLastResponse().headers().firstValue("Idempotent-Replayed"))
                .contains("true");
        assertThat(life().raw().get("/v1/customers?limit=100").body().get("data")).hasSize(1);
    }

    @Test
    void what_was_not_taken_is_sent_again_and_what_was_is_not() throws Exception {
        Fixture first = life();
        Receiver before = receiver();
        hook(first, before, "customer.created", "customer.updated");
        Customer taken = first.customer("");
        before.await(all -> !all.isEmpty());
        assertThat(Await.until(PATIENCE, () -> pending(first) == 0)).isTrue();
        before.answer(500);
        first.raw().post("/v1/customers/" + taken.getId(), "name=Alice");
        before.await(all -> all.getLast().type().equals("customer.updated"));

        Receiver after = receiver();
        hook(life(), after, "customer.created", "customer.updated");

        after.await(all -> !all.isEmpty());
        assertThat(after.types()).containsOnly("customer.updated");
    }

    @Test
    void a_line_that_was_cut_off_is_as_if_it_never_was() throws Exception {
        Fixture first = life();
        first.customer(Fixture.VISA);
        JsonNode truth = truth(first);
        Files.writeString(books(), "{\"table\":\"custo", StandardOpenOption.APPEND);

        assertThat(truth(life())).isEqualTo(truth);
    }

    @Test
    void what_is_not_a_stand_ins_books_is_left_alone() throws Exception {
        Files.writeString(books(), "{\"something\":\"else\"}\n");

        assertThatThrownBy(this::life)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("something");
        assertThat(books()).content().isEqualTo("{\"something\":\"else\"}\n");
    }
}
