package io.tollgate.local.system;

import io.tollgate.local.client.CoreClient;
import io.tollgate.local.stack.Await;
import io.tollgate.local.stack.Layout;
import io.tollgate.local.stack.Stack;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One more process of core-service on the database of a stack, as a second replica would be. */
final class SecondCore implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final int STOP_SECONDS = 30;

    private final Stack stack;
    private final int http = freePort();
    private final int management = freePort();
    private Process process;

    SecondCore(Stack stack) throws IOException {
        this.stack = stack;
        this.process = launch();
        awaitReady();
    }

    CoreClient client() {
        return new CoreClient(
                URI.create("http://127.0.0.1:" + http),
                stack.secrets().coreApiKey(),
                stack.secrets().productApiKey());
    }

    /** SIGKILL: it finishes nothing. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    void start() throws IOException {
        process = launch();
        awaitReady();
    }

    private Process launch() throws IOException {
        Path root = Layout.root();
        ProcessBuilder builder =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx512m",
                                "-jar",
                                root.resolve("core-service/target/quarkus-app/quarkus-run.jar")
                                        .toString())
                        .redirectErrorStream(true)
                        .redirectInput(Redirect.from(new File("/dev/null")))
                        .redirectOutput(
                                Redirect.appendTo(
                                        stack.directory().resolve("core-2.log").toFile()));
        builder.environment()
                .putAll(
                        Map.of(
                                "QUARKUS_DATASOURCE_JDBC_URL", stack.coreDatabase().jdbcUrl(),
                                "QUARKUS_DATASOURCE_USERNAME", "postgres",
                                "QUARKUS_DATASOURCE_PASSWORD", "postgres",
                                "QUARKUS_HTTP_HOST", "127.0.0.1",
                                "QUARKUS_HTTP_PORT", Integer.toString(http),
                                "QUARKUS_MANAGEMENT_HOST", "127.0.0.1",
                                "QUARKUS_MANAGEMENT_PORT", Integer.toString(management),
                                "CORE_API_KEY", stack.secrets().coreApiKey(),
                                "PRODUCT_API_KEY", stack.secrets().productApiKey(),
                                "CATALOGUE_FILE",
                                        root.resolve("core-service/catalogue.yaml").toString()));
        return builder.start();
    }

    private void awaitReady() {
        if (!Await.until(PATIENCE, () -> !process.isAlive() || isReady()) || !process.isAlive()) {
            close();
            throw new AssertionError("the second core was not ready");
        }
    }

    private boolean isReady() {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection)
                            URI.create("http://127.0.0.1:" + management + "/q/health/ready")
                                    .toURL()
                                    .openConnection();
            connection.setConnectTimeout(2000);
            connection.setReadTimeout(2000);
            return connection.getResponseCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return probe.getLocalPort();
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
