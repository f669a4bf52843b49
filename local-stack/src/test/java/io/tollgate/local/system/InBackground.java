package io.tollgate.local.system;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Runs something beside the test, on a thread of its own: the common pool has one thread on a small
 * machine, and whoever waits for the end of a process needs it.
 */
final class InBackground {

    private InBackground() {}

    static <T> CompletableFuture<T> run(Callable<T> work) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return work.call();
                    } catch (Exception e) {
                        throw new CompletionException(e);
                    }
                },
                task -> Thread.ofVirtual().start(task));
    }
}
