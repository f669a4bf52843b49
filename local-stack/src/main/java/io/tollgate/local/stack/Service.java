package io.tollgate.local.stack;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One service as a process: the handle by which it is stopped, killed, frozen and started again, as
 * often as one likes, on the same ports.
 */
public final class Service {

    /** Twice the services' own time for requests in flight. */
    private static final Duration STOP_GRACE = Duration.ofSeconds(30);

    /** A cold start on two busy cores, with migrations. */
    private static final Duration READY_TIMEOUT = Duration.ofSeconds(120);

    private static final Set<String> INHERITED =
            Set.of("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "JAVA_TOOL_OPTIONS");

    private static final int LAST_LINES = 20;

    private final Path log;
    private final ProcessRecords records;
    private ServiceSpec spec;
    private @Nullable Process process;
    private boolean closed;

    Service(ServiceSpec spec, Path directory, ProcessRecords records) {
        this.spec = spec;
        this.log = directory.resolve(spec.name() + ".log");
        this.records = records;
    }

    /** Short name: {@code billing}, {@code billing-2}, {@code core}, {@code stripe}. */
    public String name() {
        return spec.name();
    }

    /** Base URL of its API. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + spec.ports().http());
    }

    /** Base URL of health and metrics. */
    public URI managementUrl() {
        return URI.create("http://127.0.0.1:" + spec.ports().management());
    }

    /** Where its output goes, over all its restarts. */
    public Path log() {
        return log;
    }

    public synchronized boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** The pid of the present or last process. */
    public synchronized long pid() {
        return started().pid();
    }

    /** Empties the log: it tells of one run of the stack, with all restarts in it. */
    void beginLog() {
        try {
            Files.deleteIfExists(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * What it runs from its next start on.
     *
     * @param jar a {@code quarkus-run.jar}, such as that of another version
     */
    public synchronized Service runs(Path jar) {
        spec = spec.running(Program.of(jar));
        return this;
    }

    /**
     * The same with other flags of the JVM.
     *
     * @param flags instead of the usual ones
     */
    public synchronized Service runs(Path jar, List<String> flags) {
        spec = spec.running(new Program(jar, flags));
        return this;
    }

    /** Starts the process without waiting for it. */
    public synchronized Service launch() {
        if (closed) {
            throw new StackException("the stack is being stopped");
        }
        if (isAlive()) {
            throw new IllegalStateException(spec.name() + " runs already");
        }
        ProcessBuilder builder =
                new ProcessBuilder(command())
                        .redirectErrorStream(true)
                        .redirectOutput(Redirect.appendTo(log.toFile()))
                        .redirectInput(Redirect.from(new File("/dev/null")));
        builder.environment().keySet().retainAll(INHERITED);
        builder.environment().putAll(spec.environment());
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + spec.name(), e);
        }
        records.add(spec.name(), started().toHandle());
        return this;
    }

    /** Waits until it is ready to work. */
    public Service awaitReady() {
        Readiness readiness = new Readiness(managementUrl().resolve(spec.health()));
        boolean ended = Await.until(READY_TIMEOUT, () -> !isAlive() || readiness.isReady());
        if (!isAlive()) {
            throw new StackException(
                    spec.name() + "-service ended while starting; its last lines:\n" + lastLines());
        }
        if (!ended) {
            throw new StackException(
                    "%s-service was not ready after %d s; its last lines:\n%s"
                            .formatted(spec.name(), READY_TIMEOUT.toSeconds(), lastLines()));
        }
        return this;
    }

    /** Starts the process and waits until it is ready. */
    public Service start() {
        return launch().awaitReady();
    }

    /** Stops it the orderly way, and starts it again. */
    public Service restart() {
        stop();
        return start();
    }

    /** SIGTERM: it finishes what it is doing. After a grace it is killed. */
    public synchronized void stop() {
        stop(STOP_GRACE);
    }

    /** The same with another grace. */
    public synchronized void stop(Duration grace) {
        askToStop();
        awaitEnd(grace);
    }

    /** SIGKILL: it finishes nothing. */
    public synchronized void kill() {
        if (process != null) {
            process.destroyForcibly();
            awaitEnd();
        }
    }

    /** SIGSTOP: it stays, and does nothing. */
    public void pause() {
        Processes.signal(pid(), "STOP");
    }

    /** SIGCONT: it goes on where it was paused. */
    public void resume() {
        Processes.signal(pid(), "CONT");
    }

    /** No start from now on; a running process is asked to stop. */
    synchronized void close() {
        closed = true;
        askToStop();
    }

    synchronized void awaitEnd() {
        awaitEnd(STOP_GRACE);
    }

    private void awaitEnd(Duration grace) {
        if (process != null) {
            Processes.endWithin(grace, process.toHandle());
            records.remove(spec.name());
        }
    }

    private void askToStop() {
        if (process != null && process.isAlive()) {
            resume();
            process.destroy();
        }
    }

    private Process started() {
        if (process == null) {
            throw new IllegalStateException(spec.name() + " was never started");
        }
        return process;
    }

    /** The end of its log. */
    public String lastLines() {
        try (Stream<String> lines = Files.lines(log)) {
            List<String> all = lines.toList();
            return String.join("\n", all.subList(Math.max(0, all.size() - LAST_LINES), all.size()));
        } catch (IOException e) {
            return "(no log)";
        }
    }

    private List<String> command() {
        List<String> command = new ArrayList<>(List.of(java()));
        command.addAll(spec.program());
        return command;
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
