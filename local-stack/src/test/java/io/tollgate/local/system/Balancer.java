package io.tollgate.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.local.stack.Await;
import io.tollgate.local.stack.Ports;
import io.tollgate.local.stack.Service;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * HAProxy before the replicas of both services. It asks each for its readiness twice a second, and
 * sends a request to another replica only if none could be connected to: an answer, once there, is
 * the answer.
 */
final class Balancer implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int STOP_SECONDS = 10;

    private final Path directory;
    private final int billingPort;
    private final int corePort;
    private @Nullable Process process;

    /** HAProxy on this machine, where it is installed. */
    static Optional<Path> program() {
        return Stream.of(
                        "/usr/sbin/haproxy", "/usr/local/sbin/haproxy", "/opt/homebrew/bin/haproxy")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }

    Balancer() throws IOException {
        Ports ports = Ports.free(1, 1);
        this.billingPort = ports.postgres();
        this.corePort = ports.stripe();
        this.directory = Files.createTempDirectory("tollgate-balancer-");
    }

    void start(Path program, List<Service> billing, List<Service> core) throws IOException {
        Path file = directory.resolve("haproxy.cfg");
        Files.writeString(
                file,
                """
                global
                    stats socket %s mode 600 level admin
                defaults
                    mode http
                    timeout connect 2s
                    timeout client 60s
                    timeout server 60s
                    timeout check 20s
                    retries 3
                    option redispatch 1
                    option httpchk
                    http-check send meth GET uri /q/health/ready
                    http-check expect status 200
                """
                                .formatted(socket())
                        + proxy("billing", billingPort, billing)
                        + proxy("core", corePort, core));
        this.process =
                new ProcessBuilder(program.toString(), "-db", "-f", file.toString())
                        .redirectErrorStream(true)
                        .redirectInput(Redirect.from(new File("/dev/null")))
                        .redirectOutput(directory.resolve("haproxy.log").toFile())
                        .start();
    }

    private static String proxy(String name, int port, List<Service> servers) {
        StringBuilder proxy =
                new StringBuilder("listen %s\n    bind 127.0.0.1:%d\n".formatted(name, port));
        for (Service each : servers) {
            proxy.append(
                    "    server %s 127.0.0.1:%d check port %d inter 500ms fall 1 rise 1\n"
                            .formatted(
                                    each.name(),
                                    each.url().getPort(),
                                    each.managementUrl().getPort()));
        }
        return proxy.toString();
    }

    private Path socket() {
        return directory.resolve("admin");
    }

    URI billing() {
        return URI.create("http://127.0.0.1:" + billingPort);
    }

    URI core() {
        return URI.create("http://127.0.0.1:" + corePort);
    }

    /** Sends it nothing new, as a deployment does before it stops a process. */
    void drain(Service service) throws IOException {
        tell("set server %s state drain".formatted(address(service)));
        Await.until(PATIENCE, () -> column(service, "scur").equals("0"));
    }

    /** Sends to it again, as soon as it says that it is ready. */
    void use(Service service) throws IOException {
        tell("set server %s state ready".formatted(address(service)));
        awaits(service, "UP");
    }

    /** Waits until it has seen that a service is {@code UP} or {@code DOWN}. */
    void awaits(Service service, String status) {
        assertThat(Await.until(PATIENCE, () -> column(service, "status").equals(status)))
                .as("%s to be %s", service.name(), status)
                .isTrue();
    }

    private static String address(Service service) {
        return service.name().replaceAll("-.*", "") + "/" + service.name();
    }

    private String column(Service service, String name) {
        try {
            List<String> lines = tell("show stat").lines().toList();
            List<String> names = List.of(lines.getFirst().replace("# ", "").split(","));
            return lines.stream()
                    .filter(line -> line.startsWith(address(service).replace('/', ',') + ","))
                    .map(line -> line.split(",")[names.indexOf(name)])
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String tell(String command) throws IOException {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket()));
            channel.write(ByteBuffer.wrap((command + "\n").getBytes(StandardCharsets.UTF_8)));
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
            while (channel.read(buffer) >= 0) {
                answer.write(buffer.array(), 0, buffer.position());
                buffer.clear();
            }
            return answer.toString(StandardCharsets.UTF_8);
        }
    }

    @Override
    public void close() throws IOException {
        if (process != null) {
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
        try (Stream<Path> files = Files.list(directory)) {
            for (Path each : files.toList()) {
                Files.delete(each);
            }
        }
        Files.delete(directory);
    }
}
