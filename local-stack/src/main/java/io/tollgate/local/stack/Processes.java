package io.tollgate.local.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Signals and waiting, for processes that may not be our children. */
final class Processes {

    /** How long a SIGKILL may take to show: the kernel needs a moment for large processes. */
    private static final Duration KILL_TIMEOUT = Duration.ofSeconds(10);

    private Processes() {}

    /** Sends a signal by its short name, such as STOP. A process that is gone is no error. */
    static void signal(long pid, String name) {
        try {
            Process kill =
                    new ProcessBuilder("kill", "-" + name, Long.toString(pid))
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            kill.waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run kill", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits up to the grace for a process that was asked to end, then kills it. */
    static void endWithin(Duration grace, ProcessHandle process) {
        if (!hasEnded(process, grace)) {
            process.destroyForcibly();
            hasEnded(process, KILL_TIMEOUT);
        }
    }

    private static boolean hasEnded(ProcessHandle process, Duration timeout) {
        try {
            process.onExit().get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
