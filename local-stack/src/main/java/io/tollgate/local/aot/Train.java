package io.tollgate.local.aot;

import io.tollgate.local.client.Pair;
import io.tollgate.local.stack.Layout;
import io.tollgate.local.stack.Service;
import io.tollgate.local.stack.Stack;
import io.tollgate.local.stack.StackBuilder;
import io.tollgate.local.stack.StackException;
import io.tollgate.local.tour.Tour;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Trains the AOT cache of a service: the pair works through the tour, and the JVM writes down which
 * classes it loaded and linked on the way. The cache holds for this very JVM, and for jars at this
 * path and of this time only, so it is trained where they lie and by the Java that will run them.
 */
public final class Train {

    /** The cache's name, beside the {@code quarkus-run.jar} it is for. */
    public static final String CACHE = "app.aot";

    private static final String JAR = "quarkus-run.jar";

    private static final String BILLING = "billing-service";
    private static final String CORE = "core-service";

    /** A JVM assembles its cache after its last thread has ended: half a minute on a busy core. */
    private static final Duration ASSEMBLY = Duration.ofMinutes(3);

    /** Images are built on machines that do much else: a connection may take its time. */
    private static final String PATIENCE = "QUARKUS_DATASOURCE_JDBC_ACQUISITION_TIMEOUT";

    private static final int FAILED = 1;
    private static final int USAGE = 2;

    private Train() {}

    /**
     * {@code Train MODULE=DIRECTORY …}: trains these, each by the {@code quarkus-run.jar} of its
     * directory. A module that is not named takes part as it was built in this working copy.
     */
    public static void main(String[] arguments) {
        Map<String, Path> directories = new LinkedHashMap<>();
        for (String argument : arguments) {
            String[] words = argument.split("=", 2);
            if (words.length != 2 || !List.of(BILLING, CORE).contains(words[0])) {
                System.err.println("train: not MODULE=DIRECTORY: " + argument);
                System.exit(USAGE);
            }
            directories.put(words[0], Path.of(words[1]).toAbsolutePath().normalize());
        }
        try {
            run(directories, System.out);
        } catch (StackException e) {
            System.err.println("train: " + e.getMessage());
            System.exit(FAILED);
        }
    }

    /** Both services of this working copy. */
    public static Map<String, Path> built() {
        return Map.of(BILLING, Layout.application(BILLING), CORE, Layout.application(CORE));
    }

    /**
     * Writes {@link #CACHE} into each directory, or throws a {@link StackException} that says what
     * went wrong. An older cache is replaced.
     *
     * @param directories by module, where its {@code quarkus-run.jar} lies
     */
    public static void run(Map<String, Path> directories, PrintStream out) {
        StackBuilder builder =
                Stack.builder().stripe().billingEnv(PATIENCE, "60S").coreEnv(PATIENCE, "60S");
        directories.forEach(
                (module, directory) -> {
                    delete(directory.resolve(CACHE));
                    Path cache = directory.resolve(CACHE);
                    builder.program(
                            module, directory.resolve(JAR), List.of("-XX:AOTCacheOutput=" + cache));
                });
        try (Stack stack = builder.start()) {
            if (!new Tour(Pair.of(stack), out).run()) {
                throw new StackException("the tour failed: nothing was trained");
            }
            end(stack.billing(0), directories.get(BILLING), out);
            end(stack.core(), directories.get(CORE), out);
        }
    }

    private static void end(Service service, @Nullable Path directory, PrintStream out) {
        if (directory == null) {
            return;
        }
        service.stop(ASSEMBLY);
        Path cache = directory.resolve(CACHE);
        try {
            if (!Files.isRegularFile(cache)) {
                throw new StackException(
                        service.name()
                                + " wrote no "
                                + cache
                                + "; its last lines:\n"
                                + service.lastLines());
            }
            out.printf("%s: %d MB%n", cache, Files.size(cache) / 1_000_000);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + file, e);
        }
    }
}
