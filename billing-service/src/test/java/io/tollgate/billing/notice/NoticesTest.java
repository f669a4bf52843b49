package io.tollgate.billing.notice;

import static io.tollgate.billing.Events.event;
import static io.tollgate.billing.Events.id;
import static io.tollgate.billing.Events.json;
import static io.tollgate.billing.Events.subscription;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.arc.Arc;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tollgate.billing.CoreDouble;
import io.tollgate.billing.Inspect;
import io.tollgate.billing.Stripe;
import io.tollgate.billing.dispatch.Standing;
import io.tollgate.testing.TestEnvironment;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** People are told of what waits for them: gathered, not too often, and until it was taken. */
@QuarkusTest
@WithTestResource(TestEnvironment.class)
@WithTestResource(CoreDouble.class)
@WithTestResource(People.class)
class NoticesTest {

    /* As if an hour had passed for the channels and for what is in the inbox. */
    private static final String LATER =
            """
            WITH earlier AS (UPDATE inbox_event SET received_at = received_at - interval '1 hour')
            UPDATE notice_channel SET told_at = told_at - interval '1 hour',
                marks = CASE WHEN marks ? 'parked' THEN jsonb_set(marks, '{parked}',
                    to_jsonb(to_char((marks ->> 'parked')::timestamptz AT TIME ZONE 'UTC'
                        - interval '1 hour', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))) ELSE marks END
            """
                    .replace(" ? ", " ?? ");

    /** Nothing is sent until a test says so, but what is on its way from a test before. */
    @BeforeEach
    void nothingHasBeenTold() {
        quiet();
        CoreDouble.applies();
        Inspect.run("DELETE FROM inbox_event");
        Inspect.run("DELETE FROM lane");
        Inspect.run("DELETE FROM reconcile_run");
        quiet();
        People.chatAnswers(200);
    }

    private static void parked(int events) {
        for (int i = 0; i < events; i++) {
            Stripe.deliver(event("customer.subscription.updated", 1, json("{'id':1}")))
                    .then()
                    .statusCode(200);
        }
    }

    /** The channels have just been sent something, and know of nothing. */
    private static void quiet() {
        Inspect.run(
                "INSERT INTO notice_channel (channel, told_at) VALUES ('mail', now()), ('chat',"
                        + " now()) ON CONFLICT (channel) DO UPDATE SET told_at = now(), marks ="
                        + " '{}', claimed_until = NULL, version = notice_channel.version + 1");
    }

    private static void run(String kind, int found) {
        Inspect.run(
                "WITH run AS (INSERT INTO reconcile_run (mode, started_by, state, phase,"
                        + " finished_at) VALUES ('repair', 'schedule', 'finished', 'parked', now())"
                        + " RETURNING id) INSERT INTO reconcile_count SELECT id, ?, ? FROM run",
                kind,
                (long) found);
    }

    /** Waits for a message with these words; gives it. */
    private static String told(String words) {
        Inspect.until("a message: " + words, () -> texts().contains(words));
        return People.chatTexts().stream()
                .filter(text -> text.contains(words))
                .findFirst()
                .orElseThrow();
    }

    /** Whether somebody sends to the chat, or failed to less than a minute ago. */
    private static boolean claimed() {
        return "true"
                .equals(
                        Inspect.text(
                                "SELECT coalesce(claimed_until > now(), false)::text FROM"
                                        + " notice_channel WHERE channel = 'chat'"));
    }

    @Test
    void all_that_is_new_comes_in_one_message_with_links_to_mail_and_chat() {
        int mailsBefore = People.mails().size();
        run("never_delivered", 3);
        parked(2);
        assertThat(texts()).doesNotContain("unknown_shape 2");
        Inspect.run(LATER);

        assertThat(told("2 events parked for an operator: unknown_shape 2"))
                .startsWith("*Tollgate*\n")
                .contains("Reconcile found 3 differences: never_delivered 3")
                .contains("<https://ops.example.test/console/reconcile/");
        Inspect.until("a mail", () -> People.mails().size() > mailsBefore);
        assertThat(People.mails().getLast())
                .contains("ops@example.test", "dev@example.test", "Tollgate: ", " more")
                .contains("https://ops.example.test/console/events?state=parked");
    }

    @Test
    void what_comes_soon_after_a_message_waits_and_is_gathered() {
        parked(1);
        Inspect.run(LATER);
        assertThat(told("1 event parked for an operator: unknown_shape 1"))
                .contains("<https://ops.example.test/console/events?state=parked|Look>");
        Inspect.until("it to be noted", () -> !claimed());

        parked(2);
        parked(1);
        Inspect.run(LATER);

        assertThat(told("3 events parked")).contains("unknown_shape 3");
    }

    @Test
    void a_message_that_was_refused_is_sent_again() {
        People.chatAnswers(500);
        parked(1);
        Inspect.run(LATER);
        told("1 event parked");
        assertThat(claimed()).isTrue();

        People.chatAnswers(200);
        Inspect.run("UPDATE notice_channel SET claimed_until = now(), version = version + 1");

        told("1 event parked");
        Inspect.until("it to be noted", () -> !claimed());
    }

    @Test
    void what_is_only_information_is_told_to_nobody() {
        Inspect.run(
                "INSERT INTO inbox_event (event_id, type, created, state, reason, body)"
                        + " VALUES ('evt_info', 'x', 1, 'parked', 'livemode_mismatch', '')");
        run("changed_at_stripe", 1);
        Inspect.run(LATER);

        assertThat(told("Reconcile found 1 difference: changed_at_stripe 1"))
                .doesNotContain("parked");
    }

    @Test
    void what_waits_for_a_person_is_told_again_only_when_it_is_another_number() {
        run("unknown_customer", 2);
        Inspect.run(LATER);
        told("Differences that wait for a person: unknown_customer 2");
        Inspect.until("it to be noted", () -> !claimed());
        run("unknown_customer", 2);
        Inspect.run(LATER);
        String second = Inspect.text("SELECT max(id) FROM reconcile_run");
        Inspect.until("the second run to be noted", () -> mark("reconcile").startsWith(second));
        run("unknown_customer", 3);
        told("unknown_customer 3");
        assertThat(texts()).containsOnlyOnce("unknown_customer 2");
    }

    @Test
    void the_link_leads_to_the_run_that_found_something() {
        run("never_delivered", 1);
        String found = Inspect.text("SELECT max(id) FROM reconcile_run");
        Inspect.run(
                "INSERT INTO reconcile_run (mode, started_by, state, phase, finished_at) VALUES"
                        + " ('repair', 'schedule', 'finished', 'parked', now())");
        Inspect.run(LATER);

        assertThat(told("never_delivered 1")).contains("/console/reconcile/" + found + "|");
    }

    @Test
    void a_breaker_that_stays_open_is_told_of_once() {
        breaksCore();
        Inspect.run(LATER);

        told("Calls of core have been held back");
        Inspect.until("it to be noted", () -> !claimed());
        Inspect.run(LATER);
        run("changed_at_stripe", 1);

        told("changed_at_stripe");
        assertThat(texts()).containsOnlyOnce("Calls of core have been held back");
        closeAgain();
    }

    @Test
    void a_breaker_that_was_open_while_nothing_could_be_sent_is_told_of_later() {
        breaksCore();
        Inspect.until("the breaker to have been open for long", NoticesTest::isOpenForLong);
        closeAgain();

        Inspect.run(LATER);

        told("Calls of core were held back");
    }

    @Test
    void payments_in_review_are_told_of_when_there_are_more_and_again_after_a_day() {
        CoreDouble.reviews(2, "amount_differs");
        Inspect.run(LATER);
        assertThat(told("2 payments in review: amount_differs 2")).contains("/console/reviews");
        Inspect.until("it to be noted", () -> !claimed());

        CoreDouble.reviews(1, "amount_differs");
        Inspect.run(LATER);
        Inspect.until("the fewer to be noted", () -> mark("reviews").startsWith("1@"));
        CoreDouble.reviews(2, "second_payment");

        told("2 payments in review: second_payment 2");
        Inspect.until("it to be noted", () -> !claimed());
        People.chatAnswers(200);
        Inspect.run(
                "UPDATE notice_channel SET told_at = NULL, marks ="
                        + " jsonb_set(marks, '{reviews}', '\"2@2026-01-01T00:00:00Z\"')");
        told("2 payments in review: second_payment 2");
    }

    private static void breaksCore() {
        CoreDouble.answers(503, "{'code':'core_unavailable'}");
        for (int i = 0; i < 8; i++) {
            Stripe.deliver(
                            event(
                                    "customer.subscription.updated",
                                    1,
                                    subscription(id("sub"), id("cus"), 1, 2)))
                    .then()
                    .statusCode(200);
        }
    }

    /** Many times as long as is told of, and as it takes to notice. */
    private static boolean isOpenForLong() {
        Instant before = Instant.now().minusSeconds(3);
        return Arc.container().instance(Standing.class).get().services().stream()
                .map(Standing.Service::openSince)
                .anyMatch(since -> since != null && since.isBefore(before));
    }

    private static void closeAgain() {
        CoreDouble.applies();
        Inspect.until(
                "core to be told all",
                () ->
                        "0"
                                .equals(
                                        Inspect.text(
                                                "SELECT count(*) FROM lane WHERE due_at IS NOT"
                                                        + " NULL")));
    }

    private static String texts() {
        return String.join("\n", People.chatTexts());
    }

    private static String mark(String topic) {
        String mark =
                Inspect.text(
                        "SELECT marks ->> ? FROM notice_channel WHERE channel = 'chat'", topic);
        return mark == null ? "" : mark;
    }
}
