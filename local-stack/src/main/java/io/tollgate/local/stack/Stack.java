package io.tollgate.local.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A durable PostgreSQL server and one or more replicas of core-service and of billing-service: the
 * unmodified production jars, as processes of their own.
 *
 * <pre>{@code
 * try (Stack stack = Stack.builder().billingReplicas(2).start()) {
 *     stack.billing(0).kill();
 *     stack.billing(0).start();
 * }
 * }</pre>
 */
public final class Stack implements AutoCloseable {

    private static final String LOGS_KEPT = "stack.logs";

    private final Path directory;
    private final boolean temporary;
    private final Ports ports;
    private final Settings settings;
    private final Secrets secrets;
    private final Jwts jwts;
    private final ProcessRecords records;
    private final List<Service> cores;
    private final List<Service> billing;
    private final @Nullable Service stripe;
    private @Nullable PostgresServer postgres;
    private boolean closed;

    Stack(Path directory, boolean temporary, Ports ports, Settings settings) {
        this.directory = directory;
        this.temporary = temporary;
        this.ports = ports;
        this.settings = settings;
        this.secrets = Secrets.in(directory);
        this.jwts = Jwts.in(directory);
        this.records = new ProcessRecords(directory.resolve("pids"));
        ServiceSpecs specs = new ServiceSpecs(ports, secrets, jwts, settings);
        this.cores = services(specs::core, ports.cores().size());
        this.billing = services(specs::billing, ports.billing().size());
        this.stripe =
                settings.hasStripe()
                        ? new Service(specs.stripe(books()), directory, records)
                        : null;
    }

    /** What the stand-in knows outlives it where the databases outlive the services. */
    private Optional<Path> books() {
        return temporary ? Optional.empty() : Optional.of(directory.resolve("stripe.jsonl"));
    }

    private List<Service> services(IntFunction<ServiceSpec> spec, int replicas) {
        return IntStream.range(0, replicas)
                .mapToObj(i -> new Service(spec.apply(i), directory, records))
                .toList();
    }

    /**
     * How this stack differs from the usual one.
     *
     * @param billing environment of every replica of billing-service
     * @param core environment of every replica of core-service
     * @param fresh whether data of earlier runs is deleted
     * @param stripeVersion what the stand-in's events are shaped in; empty for no stand-in
     * @param programs what is run in place of a module's own production jar
     */
    record Settings(
            Map<String, String> billing,
            Map<String, String> core,
            boolean fresh,
            String stripeVersion,
            Map<String, Program> programs) {

        Program program(String module) {
            Program chosen = programs.get(module);
            return chosen == null ? Program.of(Layout.jar(module)) : chosen;
        }

        boolean hasStripe() {
            return !stripeVersion.isEmpty();
        }
    }

    /** One billing replica on free ports in a temporary directory, unless told otherwise. */
    public static StackBuilder builder() {
        return new StackBuilder();
    }

    /** Starts everything and waits until it is ready; if that fails, nothing is left running. */
    public Stack start() {
        try {
            records.endAll();
            new PostgresData(directory).endOrphan();
            ports.requireFree();
            if (settings.hasStripe()) {
                ports.requireFreeForStripe();
            }
            if (settings.fresh()) {
                new PostgresData(directory).discard();
                books().ifPresent(PrivateFiles::deleteTree);
            }
            services().forEach(Service::beginLog);
            if (stripe != null) {
                stripe.start();
            }
            startPostgres();
            cores.forEach(Service::launch);
            billing.forEach(Service::launch);
            cores.forEach(Service::awaitReady);
            billing.forEach(Service::awaitReady);
            return this;
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** The first replica of core-service. */
    public Service core() {
        return core(0);
    }

    /** A replica of core-service, counted from 0. */
    public Service core(int replica) {
        return cores.get(replica);
    }

    /** A replica of billing-service, counted from 0. */
    public Service billing(int replica) {
        return billing.get(replica);
    }

    public boolean hasStripe() {
        return stripe != null;
    }

    /** The stand-in for Stripe, in a stack that was built with one. */
    public Service stripe() {
        if (stripe == null) {
            throw new IllegalStateException("this stack has no stand-in for Stripe");
        }
        return stripe;
    }

    /** All services, core first, the stand-in last. */
    public List<Service> services() {
        List<Service> all = new ArrayList<>(cores);
        all.addAll(billing);
        if (stripe != null) {
            all.add(stripe);
        }
        return List.copyOf(all);
    }

    /**
     * Where both services expect the pages of the sample shop; whoever builds the stack may serve
     * them.
     */
    public URI shopUrl() {
        return ports.shopUrl();
    }

    public Secrets secrets() {
        return secrets;
    }

    public Jwts jwts() {
        return jwts;
    }

    public Database billingDatabase() {
        return new Database(PostgresServer.BILLING, ports.postgres());
    }

    public Database coreDatabase() {
        return new Database(PostgresServer.CORE, ports.postgres());
    }

    /** The server's own database, from which the others are made. */
    public Database adminDatabase() {
        return new Database("postgres", ports.postgres());
    }

    public synchronized long postgresPid() {
        return postgres == null ? -1 : postgres.pid();
    }

    /** Where data, secrets and logs lie. */
    public Path directory() {
        return directory;
    }

    /**
     * Stops the services, then PostgreSQL; a temporary directory is deleted. Its logs stay in a
     * folder of {@code -Dstack.logs}, if that is set.
     */
    @Override
    public synchronized void close() {
        closed = true;
        services().forEach(Service::close);
        services().forEach(Service::awaitEnd);
        if (postgres != null) {
            postgres.stop();
            postgres = null;
        }
        if (temporary) {
            String logs = System.getProperty(LOGS_KEPT, "");
            if (!logs.isEmpty() && Files.exists(directory)) {
                keepLogs(Path.of(logs).resolve(directory.getFileName()));
            }
            PrivateFiles.deleteTree(directory);
        }
    }

    /** SIGKILL for the database server: what it had not written is gone. */
    public synchronized void killPostgres() {
        if (postgres != null) {
            postgres.kill();
            postgres = null;
        }
    }

    /** Starts the database server again, on what a kill has left. */
    public synchronized void restartPostgres() {
        if (postgres == null) {
            startPostgres();
        }
    }

    private synchronized void startPostgres() {
        if (closed) {
            throw new StackException("the stack is being stopped");
        }
        postgres = PostgresServer.start(directory, ports.postgres());
    }

    private void keepLogs(Path kept) {
        try (Stream<Path> files = Files.list(directory)) {
            Files.createDirectories(kept);
            for (Path log : files.filter(file -> file.toString().endsWith(".log")).toList()) {
                Files.move(log, kept.resolve(log.getFileName()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep the logs of " + directory, e);
        }
    }

    static Path temporaryDirectory() {
        try {
            return Files.createTempDirectory("tollgate-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
