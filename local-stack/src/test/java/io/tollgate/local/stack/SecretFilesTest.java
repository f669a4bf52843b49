package io.tollgate.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.local.client.BillingClient;
import io.tollgate.local.client.CoreClient;
import io.tollgate.local.standin.shape.StripeVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both services take their secrets from files, as containers are given them. */
class SecretFilesTest {

    private static final String LOCATIONS = "SMALLRYE_CONFIG_SOURCE_FILE_LOCATIONS";

    private static final List<String> SECRETS =
            List.of(
                    "QUARKUS_DATASOURCE_PASSWORD",
                    "CORE_API_KEY",
                    "PRODUCT_API_KEY",
                    "STRIPE_WEBHOOK_SECRET",
                    "STRIPE_SECRET_KEY");

    @TempDir private Path directory;

    private final Ports ports = Ports.free(1, 1);
    private Secrets secrets;
    private Jwts jwts;
    private PostgresServer postgres;
    private ServiceSpecs specs;

    @BeforeEach
    void startPostgres() {
        secrets = Secrets.in(directory);
        jwts = Jwts.in(directory);
        postgres = PostgresServer.start(directory, ports.postgres());
        Stack.Settings settings =
                new Stack.Settings(
                        Map.of(), Map.of(), false, StripeVersion.DAHLIA.wire(), Map.of());
        specs = new ServiceSpecs(ports, secrets, jwts, settings);
    }

    @AfterEach
    void stopPostgres() {
        postgres.stop();
    }

    @Test
    void core_knows_its_callers_by_keys_from_files() throws IOException {
        Service core = withFiles(specs.core(0));
        try {
            core.start();

            CoreClient right =
                    new CoreClient(core.url(), secrets.coreApiKey(), secrets.productApiKey());
            CoreClient wrong = new CoreClient(core.url(), "core_key_test_another", "none");
            assertThat(right.link("alice", "cus_1").status()).isEqualTo(200);
            assertThat(right.quota("alice").status()).isEqualTo(200);
            assertThat(wrong.quota("alice").status()).isEqualTo(401);
        } finally {
            core.stop();
        }
    }

    @Test
    void billing_checks_signatures_by_a_secret_from_a_file() throws IOException {
        Service billing = withFiles(specs.billing(0));
        try {
            billing.start();

            BillingClient right =
                    new BillingClient(
                            billing.url(),
                            secrets.webhookSecret(),
                            jwts.admin("operator-1"),
                            Clock.systemUTC());
            byte[] event =
                    "{\"id\":\"evt_1\",\"type\":\"plan.created\"}".getBytes(StandardCharsets.UTF_8);
            assertThat(right.post("/webhook/stripe", event).status()).isEqualTo(200);
            assertThat(
                            right.signingWith("whsec_test_another")
                                    .post("/webhook/stripe", event)
                                    .status())
                    .isEqualTo(400);
        } finally {
            billing.stop();
        }
    }

    /** The same service, with each secret in a file that ends in a line feed. */
    private Service withFiles(ServiceSpec spec) throws IOException {
        Path files = Files.createDirectories(directory.resolve("secrets-of-" + spec.name()));
        Map<String, String> environment = new HashMap<>(spec.environment());
        Map<String, String> moved = new LinkedHashMap<>();
        for (String name : SECRETS) {
            String value = environment.remove(name);
            if (value != null) {
                moved.put(name, value);
                Files.writeString(files.resolve(name), value + "\n");
            }
        }
        assertThat(moved).containsKeys("QUARKUS_DATASOURCE_PASSWORD", "CORE_API_KEY");
        environment.put(LOCATIONS, files.toString());
        return new Service(
                new ServiceSpec(
                        spec.name(), spec.program(), spec.ports(), spec.health(), environment),
                directory,
                new ProcessRecords(directory.resolve("pids")));
    }
}
