package io.tollgate.local.standin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.stripe.model.Subscription;
import io.tollgate.local.standin.shape.StripeVersion;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * Events as they are sent here, held against real ones about the same kind of object and of the
 * same age: no field that none of them has, and no field of a kind that it has in none of them. An
 * object looks the same whatever the event's type, and most types were recorded in few versions.
 * The real ones are in a folder given as {@code -Devents.corpus}.
 */
class CorpusShapesTest {

    /**
     * Which recorded versions are as old as one of ours. Those without a version were recorded
     * before 2021.
     */
    private static final Map<StripeVersion, List<String>> FAMILIES =
            Map.of(
                    StripeVersion.V2020_08_27, List.of("2020-03-02", "2020-08-27", "none"),
                    StripeVersion.V2024_06_20, List.of("2024-"),
                    StripeVersion.DAHLIA, List.of("2026-", "2025-09-30.clover", "2025-1"));

    /** Real, but not in the recorded ones, which were made without what would show it. */
    private static final Set<String> KNOWN_GAPS =
            Set.of(
                    // Recorded prices of lines are empty; the classes of Stripe's client have them.
                    "lines.data[].pricing.price_details",
                    "lines.data[].pricing.price_details.price",
                    "lines.data[].pricing.price_details.product",
                    // Recorded subscriptions are all classic.
                    "billing_mode.flexible.proration_discounts",
                    // Recorded invoices before 2025 are all one-off.
                    "lines.data[].subscription_item",
                    // Recorded errors of intents are empty; that of an answer is documented.
                    "last_payment_error.*",
                    "automatic_payment_methods.allow_redirects",
                    "outcome.risk_level",
                    "total_details.*",
                    // Charges inside an intent are older than those recorded by themselves.
                    "charges.data[].*",
                    "refunds.data[].payment_intent",
                    // Metadata has the keys one gives it.
                    "metadata.order_id",
                    "metadata.user_id",
                    "subscription_details.metadata.user_id",
                    "parent.subscription_details.metadata.user_id");

    private final Fixture fixture = Fixture.start();

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void noEventHasAFieldOrAKindOfValueThatNoRealOneOfItsAgeHas() throws Exception {
        String folder = System.getProperty("events.corpus", "");
        Assumptions.assumeFalse(folder.isEmpty(), "no real events: give -Devents.corpus=DIR");
        List<Corpus.Real> real = Corpus.read(Path.of(folder));
        List<String> wrong = new ArrayList<>();
        int compared = 0;

        for (StripeVersion version : FAMILIES.keySet()) {
            for (JsonNode event : ourEvents(version)) {
                Fields theirs = fieldsFor(real, version, event);
                Fields ours = Fields.of(event.at("/data/object"));
                if (!theirs.isEmpty()) {
                    compared += ours.size();
                    ours.differencesFrom(theirs, KNOWN_GAPS)
                            .forEach(it -> wrong.add(version + " " + event.get("type") + " " + it));
                }
            }
        }

        System.out.println("compared " + compared + " fields with " + real.size() + " real events");
        assertThat(new TreeSet<>(wrong)).isEmpty();
        assertThat(compared).isGreaterThan(1_000);
    }

    private static Fields fieldsFor(List<Corpus.Real> real, StripeVersion version, JsonNode event) {
        List<String> family = FAMILIES.getOrDefault(version, List.of());
        String object = event.at("/data/object/object").asText();
        Fields fields = new Fields();
        real.stream()
                .filter(it -> family.stream().anyMatch(it.version()::startsWith))
                .filter(it -> it.object().path("object").asText().equals(object))
                .forEach(it -> fields.add(it.object()));
        return fields;
    }

    private List<JsonNode> ourEvents(StripeVersion version) throws Exception {
        try (Receiver receiver = new Receiver()) {
            fixture.standIn()
                    .register(new Hook(receiver.url(), "whsec_test_corpus", version, List.of("*")));
            Subscription subscription = fixture.subscribe(Fixture.VISA);
            fixture.raw()
                    .post("/v1/subscriptions/" + subscription.getId(), "cancel_at_period_end=true");
            fixture.raw().delete("/v1/subscriptions/" + subscription.getId());
            payRefundAndDispute(subscription.getCustomer());
            fixture.raw().delete("/v1/customers/" + subscription.getCustomer());
            Map<String, JsonNode> byType = new HashMap<>();
            receiver.await(
                    all -> all.stream().anyMatch(it -> it.type().equals("customer.deleted")));
            receiver.arrivals().forEach(it -> byType.put(it.type(), it.event()));
            return List.copyOf(byType.values());
        } finally {
            for (String id : fixture.control().endpoints(Fixture.KEY)) {
                fixture.raw().delete("/v1/webhook_endpoints/" + id);
            }
        }
    }

    /** A payment that goes well, with all that can come of it, and one that is declined. */
    private void payRefundAndDispute(String customer) throws Exception {
        String form =
                "amount=2000&currency=eur&description=Order&metadata[order_id]=order_1&customer="
                        + customer
                        + "&automatic_payment_methods[enabled]=true"
                        + "&automatic_payment_methods[allow_redirects]=never";
        JsonNode intent = fixture.raw().post("/v1/payment_intents", form).body();
        String id = intent.path("id").asText();
        String confirm = "/v1/payment_intents/" + id + "/confirm";
        fixture.raw().post(confirm, "payment_method=pm_card_chargeDeclined");
        fixture.raw().post(confirm, "payment_method=pm_card_visa");
        fixture.raw().post("/v1/refunds", "amount=500&payment_intent=" + id);
        String sale =
                "mode=payment&success_url=http://127.0.0.1:9/done&line_items[0][quantity]=1"
                        + "&line_items[0][price_data][currency]=eur&customer="
                        + customer
                        + "&line_items[0][price_data][unit_amount]=500"
                        + "&line_items[0][price_data][product_data][name]=Book";
        JsonNode session = fixture.raw().post("/v1/checkout/sessions", sale).body();
        fixture.control().pages().pay(URI.create(session.path("url").asText()), Fixture.VISA);
        String dispute = fixture.control().payments().dispute(id).path("id").asText();
        fixture.control().payments().winDispute(dispute);
    }

    /** The folder of real events. */
    private static final class Corpus {

        /** One recorded event. */
        private record Real(String version, JsonNode object) {}

        static List<Real> read(Path folder) throws IOException {
            try (Stream<Path> files = Files.list(folder)) {
                List<Real> real = new ArrayList<>();
                for (Path file : files.filter(it -> it.toString().endsWith(".json")).toList()) {
                    String[] name = file.getFileName().toString().split("__", -1);
                    JsonNode event = Fixture.json(Files.readString(file));
                    real.add(new Real(name[1], event.at("/data/object")));
                }
                return real;
            }
        }
    }
}
