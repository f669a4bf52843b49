package io.tollgate.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.local.stack.Layout;
import io.tollgate.local.stack.Ports;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The production jars, started with one setting wrong: each ends at once, names the setting, and
 * shows neither a secret nor a stack trace.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StartRefusalTest {

    /** A refusal takes two or three seconds; a machine under load gets the rest. */
    private static final long DEADLINE_SECONDS = 90;

    /** As many as the smallest machine has cores. */
    private static final int AT_ONCE = 2;

    private static final String BILLING = "billing";
    private static final String CORE = "core";

    /** Stands for a setting that is not there at all. */
    private static final String ABSENT = "(absent)";

    private static final Map<String, String> SECRETS =
            Map.of(
                    "STRIPE_WEBHOOK_SECRET", "whsec_test_0f1e2d3c4b5a69788796",
                    "CORE_API_KEY", "core_key_test_0f1e2d3c4b5a69788796",
                    "PRODUCT_API_KEY", "product_key_test_0f1e2d3c4b5a6978");

    private static final Map<String, String> BEARER =
            Map.of(
                    "JWT_ISSUER", "https://issuer.test",
                    "JWT_AUDIENCE", "tollgate",
                    "JWT_PUBLIC_KEY_LOCATION", "https://issuer.test/keys");

    /**
     * One start that must fail.
     *
     * @param service which jar
     * @param wrong the settings that differ from good ones
     * @param named what the output must name
     */
    private record Case(String service, Map<String, String> wrong, String named) {

        @Override
        public String toString() {
            return service + " with " + wrong;
        }
    }

    private record Ended(int exitCode, String output) {}

    private static final List<Case> CASES =
            List.of(
                    new Case(BILLING, secret(""), "STRIPE_WEBHOOK_SECRET"),
                    new Case(BILLING, secret(" "), "STRIPE_WEBHOOK_SECRET"),
                    new Case(BILLING, secret(ABSENT), "STRIPE_WEBHOOK_SECRET"),
                    new Case(BILLING, secret("whsec_..."), "STRIPE_WEBHOOK_SECRET"),
                    new Case(BILLING, secret("whsec_test_demo_not_a_secret"), "demo's"),
                    new Case(
                            BILLING,
                            Map.of(
                                    "TOLLGATE_DEMO",
                                    "true",
                                    "STRIPE_SECRET_KEY",
                                    "sk_live_12345678"),
                            "TOLLGATE_DEMO"),
                    new Case(BILLING, Map.of("CONSOLE_USERS", "ann:admin:plain"), "CONSOLE_USERS"),
                    new Case(BILLING, consoleUser(), "CONSOLE_SESSION_KEY"),
                    new Case(
                            BILLING,
                            Map.of("TOLLGATE_NOTICE_CHAT_URL", "http://a_chat/hook"),
                            "TOLLGATE_NOTICE_CHAT_URL"),
                    new Case(
                            BILLING,
                            Map.of("TOLLGATE_NOTICE_CHAT_URL", "http://bad host/hook"),
                            "TOLLGATE_NOTICE_CHAT_URL"),
                    new Case(
                            BILLING,
                            Map.of("TOLLGATE_NOTICE_MAIL_TO", "ops@example.test"),
                            "SMTP_HOST"),
                    new Case(CORE, Map.of("CORE_API_KEY", "core_demo_not_a_secret"), "demo's"),
                    new Case(BILLING, database(ABSENT), "QUARKUS_DATASOURCE_JDBC_URL"),
                    new Case(BILLING, Map.of("CORE_URL", ABSENT), "CORE_URL"),
                    new Case(BILLING, Map.of("CORE_API_KEY", ABSENT), "CORE_API_KEY"),
                    new Case(BILLING, Map.of("JWT_ISSUER", ABSENT), "JWT_ISSUER"),
                    new Case(BILLING, Map.of("JWT_AUDIENCE", ABSENT), "JWT_AUDIENCE"),
                    new Case(
                            BILLING,
                            Map.of("JWT_PUBLIC_KEY_LOCATION", ABSENT),
                            "JWT_PUBLIC_KEY_LOCATION"),
                    new Case(CORE, Map.of("CORE_API_KEY", ABSENT), "CORE_API_KEY"),
                    new Case(CORE, Map.of("CORE_API_KEY", "changeme"), "CORE_API_KEY"),
                    new Case(CORE, Map.of("PRODUCT_API_KEY", "short"), "PRODUCT_API_KEY"),
                    new Case(CORE, Map.of("CATALOGUE_FILE", ABSENT), "CATALOGUE_FILE"),
                    new Case(CORE, Map.of("CATALOGUE_FILE", "no-such-file"), "CATALOGUE_FILE"),
                    new Case(CORE, Map.of("JWT_AUDIENCE", ABSENT), "JWT_AUDIENCE"));

    private final ExecutorService starters = Executors.newFixedThreadPool(AT_ONCE);
    private final Map<Case, Future<Ended>> ends = new LinkedHashMap<>();
    private EmbeddedPostgres postgres;

    private static Map<String, String> secret(String value) {
        return Map.of("STRIPE_WEBHOOK_SECRET", value);
    }

    /** A good user, and nothing to seal sessions with. */
    private static Map<String, String> consoleUser() {
        return Map.of(
                "CONSOLE_USERS",
                "ann:admin:$2y$12$ZArJX0q1TO7sUZtfjIKFB.yDSfwKZzMIvv4QXIOU7FUunpEmDDNjG");
    }

    private static Map<String, String> database(String url) {
        return Map.of("QUARKUS_DATASOURCE_JDBC_URL", url);
    }

    @BeforeAll
    void startEverything(@TempDir Path logs) throws IOException, SQLException {
        postgres =
                EmbeddedPostgres.builder()
                        .setPort(Ports.free(1, 1).postgres())
                        .setPGStartupWait(Duration.ofSeconds(DEADLINE_SECONDS))
                        .start();
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE billing");
            statement.execute("CREATE DATABASE core");
        }
        CASES.forEach(each -> ends.put(each, starters.submit(() -> start(each, logs))));
    }

    @AfterAll
    void stopEverything() throws IOException, InterruptedException {
        starters.shutdownNow();
        assertThat(starters.awaitTermination(DEADLINE_SECONDS, TimeUnit.SECONDS)).isTrue();
        postgres.close();
    }

    private static List<Case> cases() {
        return CASES;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void a_wrong_setting_stops_the_start_and_is_named(Case wrong)
            throws InterruptedException, ExecutionException {
        Ended ended = Objects.requireNonNull(ends.get(wrong)).get();

        assertThat(ended.exitCode()).as(ended.output()).isNotZero();
        assertThat(ended.output())
                .contains(wrong.named())
                .doesNotContain(Set.copyOf(SECRETS.values()));
        assertThat(ended.output().lines()).noneMatch(line -> line.startsWith("\tat "));
    }

    private Ended start(Case wrong, Path logs) throws IOException, InterruptedException {
        Path log = Files.createTempFile(logs, wrong.service(), ".log");
        ProcessBuilder builder =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx256m",
                                "-XX:TieredStopAtLevel=1",
                                "-jar",
                                jar(wrong.service()).toString())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile());
        builder.environment().keySet().retainAll(Set.of("PATH", "HOME", "LANG", "TMPDIR"));
        builder.environment().putAll(environment(wrong));
        Process process = builder.start();
        try {
            assertThat(process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS))
                    .as("it ended: %s", wrong)
                    .isTrue();
            return new Ended(process.exitValue(), Files.readString(log));
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private static Path jar(String service) {
        return Layout.root().resolve(service + "-service/target/quarkus-app/quarkus-run.jar");
    }

    private Map<String, String> environment(Case wrong) {
        Map<String, String> environment = new HashMap<>(SECRETS);
        environment.putAll(BEARER);
        environment.put("CORE_URL", "http://127.0.0.1:9");
        environment.put(
                "CATALOGUE_FILE", Layout.root().resolve("core-service/catalogue.yaml").toString());
        environment.put(
                "QUARKUS_DATASOURCE_JDBC_URL",
                "jdbc:postgresql://127.0.0.1:%d/%s".formatted(postgres.getPort(), wrong.service()));
        environment.put("QUARKUS_DATASOURCE_USERNAME", "postgres");
        environment.put("QUARKUS_DATASOURCE_PASSWORD", "postgres");
        environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        environment.put("QUARKUS_HTTP_PORT", "0");
        environment.put("QUARKUS_MANAGEMENT_HOST", "127.0.0.1");
        environment.put("QUARKUS_MANAGEMENT_PORT", "0");
        environment.putAll(wrong.wrong());
        environment.values().removeIf(ABSENT::equals);
        return environment;
    }
}
