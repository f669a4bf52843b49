package io.tollgate.core.quota;

import io.tollgate.contracts.problem.ProblemCode;
import io.tollgate.contracts.problem.ProblemException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Joins what waits: one thread takes everything that is queued and has it done together, in the
 * order it came, so that a batch grows with the load and a lone request never waits for a timer.
 */
final class Joiner<Q, A> {

    /** How long the thread sleeps without work before it looks whether it should end. */
    private static final long IDLE_MILLIS = 250;

    /** Does a batch; the answers stand in the order of the questions. */
    interface Work<Q, A> {
        List<A> run(List<Q> questions) throws SQLException;
    }

    /**
     * How much may wait.
     *
     * @param queue so many questions
     * @param batch so many are done together
     * @param waitLimit so long at most before the one who asks is told to come back
     */
    record Bounds(int queue, int batch, Duration waitLimit) {}

    private record Waiting<Q, A>(Q question, CompletableFuture<A> answer) {}

    private final BlockingQueue<Waiting<Q, A>> queue;
    private final Bounds bounds;
    private final Work<Q, A> work;
    private final Thread thread;
    private volatile boolean stopping;

    Joiner(String name, Bounds bounds, Work<Q, A> work) {
        this.queue = new ArrayBlockingQueue<>(bounds.queue());
        this.bounds = bounds;
        this.work = work;
        this.thread = Thread.ofPlatform().name(name).daemon(true).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    void stop() throws InterruptedException {
        stopping = true;
        thread.join(bounds.waitLimit());
    }

    int waiting() {
        return queue.size();
    }

    /**
     * Asks.
     *
     * @return fails with {@code quota_busy} if too many wait, or it took too long: what was asked
     *     may still be done then, so a change has to be asked again under the same key
     */
    CompletableFuture<A> ask(Q question) {
        CompletableFuture<A> answer = new CompletableFuture<>();
        if (stopping || !queue.offer(new Waiting<>(question, answer))) {
            answer.completeExceptionally(busy());
            return answer;
        }
        return within(bounds.waitLimit(), answer);
    }

    /** The answer, or {@code quota_busy} if it takes longer than that. */
    static <A> CompletableFuture<A> within(Duration limit, CompletableFuture<A> answer) {
        return answer.orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS)
                .exceptionallyCompose(Joiner::explained);
    }

    private static <A> CompletableFuture<A> explained(Throwable failure) {
        return CompletableFuture.failedFuture(
                failure instanceof TimeoutException ? busy() : failure);
    }

    private static ProblemException busy() {
        return new ProblemException(
                ProblemCode.QUOTA_BUSY,
                "Too much waits here; ask again shortly, a change under the same key.");
    }

    private void run() {
        try {
            while (!stopping || !queue.isEmpty()) {
                Waiting<Q, A> first = queue.poll(IDLE_MILLIS, TimeUnit.MILLISECONDS);
                if (first != null) {
                    answer(batchFrom(first));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<Waiting<Q, A>> batchFrom(Waiting<Q, A> first) {
        List<Waiting<Q, A>> batch = new ArrayList<>();
        for (Waiting<Q, A> next = first; next != null; next = queue.poll()) {
            // Whoever gave up waiting has been told so.
            if (!next.answer().isDone()) {
                batch.add(next);
            }
            if (batch.size() >= bounds.batch()) {
                break;
            }
        }
        return batch;
    }

    private void answer(List<Waiting<Q, A>> batch) {
        if (batch.isEmpty()) {
            return;
        }
        try {
            List<A> answers = work.run(batch.stream().map(Waiting::question).toList());
            for (int i = 0; i < batch.size(); i++) {
                batch.get(i).answer().complete(answers.get(i));
            }
        } catch (SQLException | RuntimeException | Error e) {
            // Also an Error must not end the one thread that answers.
            batch.forEach(waiting -> waiting.answer().completeExceptionally(e));
        }
    }
}
