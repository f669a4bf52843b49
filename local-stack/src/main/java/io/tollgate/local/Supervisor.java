package io.tollgate.local;

import io.tollgate.local.stack.Service;
import io.tollgate.local.stack.Stack;
import io.tollgate.local.stack.StackException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Watches the running stack: shows its logs, and starts a service again that ended by itself or was
 * killed, so that one can try what a crash does.
 */
final class Supervisor {

    private static final Duration INTERVAL = Duration.ofMillis(100);

    /** Long enough to see what the other service does meanwhile. */
    private static final Duration RESTART_AFTER = Duration.ofSeconds(5);

    /** A service that keeps dying will not get better by itself. */
    private static final int MAX_RESTARTS = 20;

    private final Stack stack;
    private final StackEnv env;
    private final PrintStream out;
    private int restarts;

    Supervisor(Stack stack, StackEnv env, PrintStream out) {
        this.stack = stack;
        this.env = env;
        this.out = out;
    }

    /** Until the thread is interrupted; ends with an exception if the stack cannot go on. */
    void watch() {
        List<LogStream> logs =
                stack.services().stream().map(service -> new LogStream(service, out)).toList();
        while (!Thread.currentThread().isInterrupted()) {
            logs.forEach(LogStream::poll);
            for (Service service : stack.services()) {
                if (!service.isAlive()) {
                    startAgain(service);
                }
            }
            if (stack.postgresPid() < 0) {
                throw new StackException("PostgreSQL has ended");
            }
            LockSupport.parkNanos(INTERVAL.toNanos());
        }
    }

    private void startAgain(Service service) {
        if (++restarts > MAX_RESTARTS) {
            throw new StackException(service.name() + "-service keeps ending; see its log");
        }
        out.printf(
                "%s-service has ended; starting it again in %d s%n",
                service.name(), RESTART_AFTER.toSeconds());
        long due = System.nanoTime() + RESTART_AFTER.toNanos();
        while (System.nanoTime() - due < 0) {
            if (Thread.currentThread().isInterrupted()) {
                return;
            }
            LockSupport.parkNanos(INTERVAL.toNanos());
        }
        service.start();
        env.write(stack);
        out.printf("%s-service is back, pid %d%n", service.name(), service.pid());
    }
}
