package io.tollgate.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tollgate.billing.stripe.StripeEvents;
import io.tollgate.local.client.StandInClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stand-in for Stripe as a process of the stack. */
class StripeServiceTest {

    private final Ports ports = Ports.free(1, 1);

    @TempDir private Path directory;

    private Secrets secrets;
    private Service stripe;

    @BeforeEach
    void startIt() {
        secrets = Secrets.in(directory);
        stripe = service(Optional.empty());
        stripe.start();
    }

    private Service service(Optional<Path> books) {
        Stack.Settings settings =
                new Stack.Settings(Map.of(), Map.of(), false, "2026-07-29.dahlia", Map.of());
        return new Service(
                new ServiceSpecs(ports, secrets, Jwts.in(directory), settings).stripe(books),
                directory,
                new ProcessRecords(directory.resolve("pids")));
    }

    @AfterEach
    void endIt() {
        stripe.stop();
    }

    @Test
    void itKnowsItsKeyAndBillingsEndpoint() throws Exception {
        StandInClient client = new StandInClient(stripe.url());

        assertThat(client.endpoints(secrets.stripeSecretKey())).hasSize(1);
    }

    @Test
    void itSendsTheEventsThatAnAccountIsConnectedFor() {
        assertThat(ServiceSpecs.BILLING_EVENTS)
                .containsExactlyInAnyOrderElementsOf(StripeEvents.TYPES);
    }

    @Test
    void itIsKilledAndStartedAgainLikeAnyOtherService() throws Exception {
        stripe.kill();
        stripe.start();

        StandInClient client = new StandInClient(stripe.url());
        long before = client.now();
        client.advance(Duration.ofDays(1));
        JsonNode truth = client.truth();

        assertThat(truth.path("now").asLong()).isGreaterThanOrEqualTo(before + 86_400);
        assertThat(truth.path("subscriptions")).isEmpty();
    }

    @Test
    void withBooksItRemembersWhatItWasToldBeforeItWasKilled() throws Exception {
        stripe.stop();
        stripe = service(Optional.of(directory.resolve("stripe.jsonl")));
        stripe.start();
        StandInClient client = new StandInClient(stripe.url());
        long moved = client.advance(Duration.ofDays(40));

        stripe.kill();
        stripe.start();

        assertThat(client.now()).isGreaterThanOrEqualTo(moved);
    }
}
