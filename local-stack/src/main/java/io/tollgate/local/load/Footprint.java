package io.tollgate.local.load;

import io.tollgate.local.aot.Train;
import io.tollgate.local.stack.Layout;
import io.tollgate.local.stack.Service;
import io.tollgate.local.stack.Stack;
import io.tollgate.local.stack.StackBuilder;
import io.tollgate.local.stack.StackException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/**
 * {@code ./run footprint}: how soon each service is ready, with its AOT cache and without, in turn,
 * and how much memory it holds after a load, with the JVM options of the images and told that the
 * machine has as much memory as a container of the compose file.
 */
public final class Footprint {

    private static final String MEMORY = "512m";

    /** As in the images: an arena for each of many threads keeps what none of them needs. */
    private static final String ARENAS = "MALLOC_ARENA_MAX";

    private static final Duration DRAIN = Duration.ofMinutes(5);

    private static final int CONNECTIONS = 32;

    private static final int USERS = 1000;

    private final Stack stack;
    private final LoadOptions options;
    private final PrintStream out;

    private Footprint(Stack stack, LoadOptions options, PrintStream out) {
        this.stack = stack;
        this.options = options;
        this.out = out;
    }

    public static void main(String[] arguments) {
        try {
            LoadOptions options = LoadOptions.parse(List.of(arguments));
            if (options.coreDown()) {
                throw new IllegalArgumentException("--core-down leaves half to measure");
            }
            run(options, System.out);
            System.exit(0);
        } catch (IllegalArgumentException e) {
            System.err.println("./run footprint: " + e.getMessage() + " (see ./run --help)");
            System.exit(2);
        } catch (StackException | IOException e) {
            System.err.println("./run footprint: " + e.getMessage());
            System.exit(1);
        }
    }

    private static void run(LoadOptions options, PrintStream out) throws IOException {
        out.println("Training the AOT caches on the tour ...");
        Train.run(Train.built(), new PrintStream(OutputStream.nullOutputStream(), false));
        StackBuilder builder = Stack.builder().billingEnv(ARENAS, "2").coreEnv(ARENAS, "2");
        for (Map.Entry<String, Path> module : Train.built().entrySet()) {
            builder.program(module.getKey(), jar(module.getValue()), flags(module.getKey()));
        }
        Stack stack = builder.build();
        Thread onSignal = new Thread(stack::close, "stop");
        Runtime.getRuntime().addShutdownHook(onSignal);
        try {
            new Footprint(stack.start(), options, out).measure();
        } finally {
            stack.close();
        }
    }

    private static Path jar(Path application) {
        return application.resolve("quarkus-run.jar");
    }

    /** Those of the images, in a container's memory, with the cache. */
    private static List<String> flags(String module) {
        List<String> flags = flagsWithoutCache(module);
        flags.add("-XX:AOTCache=" + Layout.application(module).resolve(Train.CACHE));
        return flags;
    }

    private static List<String> flagsWithoutCache(String module) {
        List<String> flags = new ArrayList<>();
        flags.add("-XX:MaxRAM=" + MEMORY);
        flags.add("@" + Layout.root().resolve(module).resolve("jvm.options"));
        return flags;
    }

    /** One service, with how long each start took in milliseconds. */
    private record Measured(
            String module, Service service, List<Long> withoutCache, List<Long> withCache) {

        Measured(String module, Service service) {
            this(module, service, new ArrayList<>(), new ArrayList<>());
        }

        void start() {
            withoutCache.add(millis(flagsWithoutCache(module)));
            withCache.add(millis(flags(module)));
        }

        private long millis(List<String> flags) {
            service.stop();
            service.runs(jar(Layout.application(module)), flags);
            long begin = System.nanoTime();
            service.start();
            return (System.nanoTime() - begin) / 1_000_000;
        }

        /** What its process holds, in MiB. */
        long memory() throws IOException {
            Process ps =
                    new ProcessBuilder("ps", "-o", "rss=", "-p", Long.toString(service.pid()))
                            .start();
            String kib = new String(ps.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return Long.parseLong(kib.strip()) / 1024;
        }
    }

    private void measure() throws IOException {
        List<Measured> all =
                List.of(
                        new Measured("billing-service", stack.billing(0)),
                        new Measured("core-service", stack.core()));
        for (int round = 1; round <= options.rounds(); round++) {
            out.printf("Starts, round %d of %d ...%n", round, options.rounds());
            all.forEach(Measured::start);
        }
        List<Long> idle = memory(all);
        load();
        List<Long> loaded = memory(all);

        out.printf(
                "%nMedians of %d starts, until /q/health/ready says 200; memory is what ps calls"
                        + " RSS, after%n%d s of webhooks and %d s of takes over %d connections"
                        + " when all is forwarded, with%n%s as all there is.%n%n",
                options.rounds(),
                options.round().toSeconds(),
                options.round().toSeconds(),
                CONNECTIONS,
                MEMORY);
        String row = "%-16s %14s %14s %12s %12s%n";
        out.printf(row, "", "no cache", "AOT cache", "idle", "after load");
        for (int i = 0; i < all.size(); i++) {
            Measured one = all.get(i);
            out.printf(
                    row,
                    one.module(),
                    seconds(one.withoutCache()),
                    seconds(one.withCache()),
                    idle.get(i) + " MB",
                    loaded.get(i) + " MB");
        }
    }

    private static List<Long> memory(List<Measured> all) throws IOException {
        List<Long> memory = new ArrayList<>();
        for (Measured one : all) {
            memory.add(one.memory());
        }
        return memory;
    }

    private void load() throws IOException {
        out.println("Load ...");
        List<String> users = new ArrayList<>();
        for (int i = 0; i < USERS; i++) {
            users.add("user-" + i);
        }
        Subscribers.add(stack, users);
        Bodies bodies = new Bodies("webhook", Instant.now(), RandomGenerator.getDefault());
        Samples webhooks =
                new WebhookSide(
                                stack.billing(0).url().resolve("/webhook/stripe"),
                                bodies,
                                stack.secrets().webhookSecret())
                        .run(CONNECTIONS, options.round());
        Samples takes =
                new QuotaSide(
                                "take",
                                stack.core().url().resolve("/internal/quota/consume"),
                                stack.secrets().productApiKey(),
                                users,
                                new AtomicLong())
                        .run(CONNECTIONS, options.round());
        out.printf(
                Locale.ROOT,
                "%.0f webhooks and %.0f takes per second; %d and %d failed%n",
                webhooks.perSecond(),
                takes.perSecond(),
                webhooks.failed(),
                takes.failed());
        new InboxCount(stack.billingDatabase(), bodies.eventIdPattern()).awaitSettled(DRAIN);
    }

    private static String seconds(List<Long> millis) {
        List<Long> sorted = millis.stream().sorted().toList();
        return String.format(Locale.ROOT, "%.2f s", sorted.get(sorted.size() / 2) / 1000.0);
    }
}
