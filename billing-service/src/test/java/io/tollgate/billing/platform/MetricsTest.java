package io.tollgate.billing.platform;

import static io.tollgate.billing.Events.id;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.tollgate.billing.CoreDouble;
import io.tollgate.billing.Events;
import io.tollgate.billing.Inspect;
import io.tollgate.billing.Stripe;
import io.tollgate.testing.Scrape;
import io.tollgate.testing.TestEnvironment;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The names rules and dashboards are written against, and that no label grows without end. */
@QuarkusTest
@WithTestResource(TestEnvironment.class)
@WithTestResource(CoreDouble.class)
class MetricsTest {

    private static final String DELIVERIES = "tollgate_webhook_received_total";

    @TestHTTPResource(value = "/", management = true)
    URI management = URI.create("http://localhost");

    private static ObjectNode change() {
        return Events.event(
                "customer.subscription.updated",
                100,
                Events.subscription(id("sub"), id("cus"), 1, 2));
    }

    private Scrape scrape() {
        try {
            return Scrape.of(management);
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static double grown(Scrape before, Scrape after, String name, String... label) {
        Map<String, String> labels = label.length == 0 ? Map.of() : Map.of(label[0], label[1]);
        return after.sum(name, labels) - before.sum(name, labels);
    }

    @Test
    void a_delivery_a_repeat_and_a_forgery_are_counted_and_so_is_what_follows() {
        CoreDouble.applies();
        Scrape before = scrape();
        ObjectNode event = change();

        Stripe.deliver(event).then().statusCode(200);
        Stripe.deliver(event).then().statusCode(200);
        RestAssured.given()
                .header("Stripe-Signature", "t=1,v1=00")
                .body(event.toString())
                .post("/webhook/stripe")
                .then()
                .statusCode(400);
        // Counted right after the commit that settles.
        String delays = "tollgate_event_delay_seconds_count";
        Inspect.until("the event to be counted", () -> grown(before, scrape(), delays) >= 1);
        Scrape after = scrape();

        assertThat(grown(before, after, DELIVERIES, "result", "kept")).isEqualTo(1);
        assertThat(grown(before, after, DELIVERIES, "result", "duplicate")).isEqualTo(1);
        assertThat(grown(before, after, DELIVERIES)).isEqualTo(3);
        assertThat(grown(before, after, "tollgate_core_update_seconds_count", "outcome", "applied"))
                .isEqualTo(1);
        assertThat(after.sum("tollgate_webhook_silence_seconds", Map.of())).isLessThan(60);
    }

    @Test
    void every_name_is_there_from_the_start_with_a_closed_set_of_labels() {
        Scrape scrape = scrape();

        assertThat(scrape.names())
                .contains(
                        "tollgate_lanes_due",
                        "tollgate_lanes_oldest_due_seconds",
                        "tollgate_inbox_queue",
                        "tollgate_fetch_saved_total",
                        "tollgate_core_update_seconds_bucket",
                        "tollgate_event_delay_seconds_bucket",
                        "agroal_awaiting_count",
                        "agroal_active_count",
                        "agroal_available_count");
        assertThat(scrape.values(DELIVERIES, "result"))
                .isEqualTo(
                        Set.of(
                                "kept",
                                "duplicate",
                                "unavailable",
                                "rejected_header_missing",
                                "rejected_header_malformed",
                                "rejected_too_old",
                                "rejected_from_the_future",
                                "rejected_no_match"));
        assertThat(scrape.values("tollgate_inbox_parked", "audience"))
                .isEqualTo(Set.of("operator", "information"));
        assertThat(scrape.values("tollgate_inbox_parked", "reason"))
                .contains("gave_up", "worker_lost", "core_rejected", "livemode_mismatch")
                .hasSize(14);
        assertThat(scrape.values("tollgate_breaker_open", "service"))
                .isEqualTo(Set.of("core", "stripe"));
        assertThat(scrape.values("tollgate_reconcile_differences_total", "kind"))
                .contains("never_delivered", "under_review")
                .hasSize(7);
        assertThat(scrape.values("tollgate_core_update_seconds_count", "outcome"))
                .contains("applied", "unavailable")
                .hasSize(9);
    }

    @Test
    void no_label_names_an_object_or_a_person() {
        CoreDouble.applies();
        ObjectNode event = change();
        Stripe.deliver(event).then().statusCode(200);
        Inspect.awaitState(event.get("id").textValue(), "forwarded");

        assertThat(scrape().series())
                .flatExtracting(series -> series.labels().values())
                .noneMatch(value -> value.matches(".*((evt|sub|cus|pi|ch|in)_\\w{8}|@).*"));
    }
}
