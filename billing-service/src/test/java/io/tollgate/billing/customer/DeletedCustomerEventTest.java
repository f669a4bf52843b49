package io.tollgate.billing.customer;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.delete;
import static com.github.tomakehurst.wiremock.client.WireMock.deleteRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.stubbing.Scenario.STARTED;
import static io.tollgate.billing.Events.id;
import static io.tollgate.billing.Events.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tollgate.billing.CoreDouble;
import io.tollgate.billing.Events;
import io.tollgate.billing.Inspect;
import io.tollgate.billing.Stripe;
import io.tollgate.testing.TestEnvironment;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** core hears of a customer that Stripe has deleted, as soon as it can take that in. */
@QuarkusTest
@WithTestResource(TestEnvironment.class)
@WithTestResource(CoreDouble.class)
class DeletedCustomerEventTest {

    private final String customer = id("cus");
    private final String path = "/internal/customers/" + customer;

    @BeforeEach
    void coreHoldsNothing() {
        CoreDouble.applies();
        CoreDouble.core().resetScenarios();
        CoreDouble.holds(List.of(), List.of());
    }

    private String deliver() {
        ObjectNode event =
                Events.event(
                        "customer.deleted",
                        1_700_000_000,
                        json("{'id':'%s','object':'customer','deleted':true}", customer));
        Stripe.deliver(event).then().statusCode(200);
        return event.get("id").textValue();
    }

    private void coreAnswers(String state, ResponseDefinitionBuilder answer) {
        CoreDouble.core()
                .register(
                        delete(path)
                                .inScenario(customer)
                                .whenScenarioStateIs(state)
                                .willReturn(answer)
                                .willSetStateTo("asked"));
    }

    private void wasTold(int times) {
        CoreDouble.core().verifyThat(times, deleteRequestedFor(urlEqualTo(path)));
    }

    @Test
    void core_is_told_of_the_deletion() {
        coreAnswers(STARTED, aResponse().withStatus(204));

        Inspect.awaitState(deliver(), "forwarded");

        wasTold(1);
    }

    @Test
    void a_core_that_is_away_is_told_later() {
        coreAnswers(STARTED, aResponse().withStatus(503));
        coreAnswers("asked", aResponse().withStatus(204));

        Inspect.awaitState(deliver(), "forwarded");

        wasTold(2);
    }

    @Test
    void an_older_core_has_nothing_to_be_told() {
        coreAnswers(STARTED, okJson("{\"status\":404,\"code\":\"not_found\"}").withStatus(404));

        Inspect.awaitState(deliver(), "forwarded");

        wasTold(1);
    }
}
