package io.tollgate.local.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.stripe.model.Event;
import com.stripe.model.Invoice;
import com.stripe.net.ApiResource;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LifecycleTest {

    private static final long START = 1_760_000_000L;

    private final Ids ids = new Ids(new Random(7));
    private final Lifecycle life =
            new Lifecycle(
                    ids,
                    Subscription.incomplete(ids, "cus_1", "price_pro_monthly", START),
                    START,
                    10);

    @Test
    void anUpdateTellsWhatChangedAndNothingElse() throws Exception {
        life.created();

        JsonNode event = json(life.activated());

        assertThat(event.at("/data/previous_attributes").toString())
                .isEqualTo("{\"status\":\"incomplete\"}");
        assertThat(event.at("/data/object/status").textValue()).isEqualTo("active");
        assertThat(event.at("/created").longValue()).isEqualTo(START + 10);
    }

    @Test
    void theRecentVersionKeepsThePeriodOnTheItem() throws Exception {
        JsonNode event = json(life.renewed());

        assertThat(event.at("/data/object").has("current_period_end")).isFalse();
        assertThat(event.at("/data/object/items/data/0/current_period_end").longValue())
                .isEqualTo(START + 2 * Subscription.MONTH);
    }

    @Test
    void theOldVersionKeepsThePeriodOnTheSubscription() throws Exception {
        JsonNode event = json(life.speaking(ApiVersion.V2020_08_27).renewed());

        assertThat(event.at("/data/object/items/data/0").has("current_period_end")).isFalse();
        assertThat(event.at("/data/object/current_period_end").longValue())
                .isEqualTo(START + 2 * Subscription.MONTH);
    }

    @Test
    void stripesOwnLibraryReadsARecentInvoice() throws Exception {
        Event event = ApiResource.GSON.fromJson(life.invoicePaid().body(), Event.class);

        Invoice invoice = (Invoice) event.getDataObjectDeserializer().getObject().orElseThrow();

        assertThat(invoice.getParent().getSubscriptionDetails().getSubscription())
                .isEqualTo(life.subscription().id());
        assertThat(invoice.getLines().getData().getFirst().getPeriod().getEnd())
                .isEqualTo(life.subscription().periodEnd());
    }

    @Test
    void theSameSeedGivesTheSameEvents() {
        Ids again = new Ids(new Random(7));
        Lifecycle second =
                new Lifecycle(
                        again,
                        Subscription.incomplete(again, "cus_1", "price_pro_monthly", START),
                        START,
                        10);

        assertThat(second.created()).isEqualTo(life.created());
    }

    private static JsonNode json(StripeEvent event) throws Exception {
        return new ObjectMapper().readTree(event.body());
    }
}
