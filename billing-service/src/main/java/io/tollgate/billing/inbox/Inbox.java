package io.tollgate.billing.inbox;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.tollgate.billing.inbox.InboxWriter.Via;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Keeps events durably. Deliveries that arrive together share one commit: a single writer takes
 * whatever waits, so a batch grows with the load and a lone event never waits for a timer.
 *
 * <p>Nothing is reported {@link Stored#KEPT} before its commit. What cannot be kept is reported
 * {@link Stored#UNAVAILABLE}, so that Stripe delivers it again.
 */
@ApplicationScoped
public class Inbox {

    private static final Logger LOG = Logger.getLogger(Inbox.class);

    /** How long the writer sleeps without work before it looks whether it should end. */
    private static final long IDLE_MILLIS = 250;

    /** A batch stops growing here, so that one statement stays small whatever the bodies. */
    private static final long BATCH_BYTES = 4L << 20;

    private record Waiting(
            Envelope envelope, byte[] body, CompletableFuture<Stored> answer, Keeping keeping) {

        InboxWriter.Row row() {
            return new InboxWriter.Row(envelope, body, Via.WEBHOOK, keeping.traceParent());
        }
    }

    private final BlockingQueue<Waiting> queue;
    private final AtomicLong queuedBytes = new AtomicLong();
    private final InboxWriter writer;
    private final Arrivals arrivals;
    private final LastDelivery lastDelivery;
    private final InboxConfig config;
    private final Thread thread =
            Thread.ofPlatform().name("inbox-writer").daemon(true).unstarted(this::write);
    private final @Nullable Boolean expectedLivemode;
    private volatile boolean stopping;

    Inbox(
            InboxWriter writer,
            Arrivals arrivals,
            LastDelivery lastDelivery,
            InboxConfig config,
            MeterRegistry metrics) {
        this.writer = writer;
        this.arrivals = arrivals;
        this.lastDelivery = lastDelivery;
        this.config = config;
        this.expectedLivemode = config.livemode().orElse(null);
        this.queue = new ArrayBlockingQueue<>(config.queueEvents());
        Gauge.builder("tollgate.inbox.queue", queue, BlockingQueue::size)
                .description("Deliveries that wait for their commit")
                .register(metrics);
    }

    void start(@Observes StartupEvent event) {
        thread.start();
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopping = true;
        thread.join(config.waitLimit());
    }

    /**
     * Keeps one event, whose signature has been checked.
     *
     * @param endpointLivemode the mode of the endpoint it came through; null if not known
     * @return completes after the commit, or after the limit with {@link Stored#UNAVAILABLE}; never
     *     exceptionally
     */
    public CompletableFuture<Stored> store(byte[] body, @Nullable Boolean endpointLivemode) {
        Envelope envelope =
                EnvelopeReader.read(body, expectedLivemode).ofEndpoint(endpointLivemode);
        CompletableFuture<Stored> answer = new CompletableFuture<>();
        Keeping keeping = Keeping.of(envelope);
        boolean roomForBytes =
                queuedBytes.addAndGet(body.length) <= config.queueBytes().asLongValue();
        Waiting waiting = new Waiting(envelope, body, answer, keeping);
        if (stopping || !roomForBytes || !queue.offer(waiting)) {
            queuedBytes.addAndGet(-body.length);
            keeping.ended(Stored.UNAVAILABLE);
            return CompletableFuture.completedFuture(Stored.UNAVAILABLE);
        }
        return answer.completeOnTimeout(
                Stored.UNAVAILABLE, config.waitLimit().toMillis(), TimeUnit.MILLISECONDS);
    }

    private void write() {
        try {
            while (!stopping || !queue.isEmpty()) {
                Waiting first = queue.poll(IDLE_MILLIS, TimeUnit.MILLISECONDS);
                if (first != null) {
                    keep(batchFrom(first));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<Waiting> batchFrom(Waiting first) {
        List<Waiting> batch = new ArrayList<>();
        long bytes = 0;
        for (Waiting next = first; next != null; next = queue.poll()) {
            queuedBytes.addAndGet(-next.body().length);
            // Whoever gave up waiting was answered 503 and will be delivered again.
            if (next.answer().isDone()) {
                next.keeping().ended(Stored.UNAVAILABLE);
            } else {
                batch.add(next);
                bytes += next.body().length;
            }
            if (batch.size() >= config.batchEvents() || bytes >= BATCH_BYTES) {
                break;
            }
        }
        return batch;
    }

    /** This is the only thread that keeps events: nothing that happens to a batch may end it. */
    private void keep(List<Waiting> batch) {
        try {
            if (!batch.isEmpty()) {
                commit(batch);
            }
        } catch (RuntimeException e) {
            LOG.error("a batch of deliveries was not kept", e);
            batch.forEach(waiting -> waiting.answer().complete(Stored.UNAVAILABLE));
        }
    }

    private void commit(List<Waiting> batch) {
        arrivals.committing(batch.size());
        List<InboxWriter.Row> rows = batch.stream().map(Waiting::row).toList();
        List<Stored> results = writer.write(rows);
        if (results.getFirst() != Stored.UNAVAILABLE) {
            lastDelivery.seen();
        }
        boolean woken = false;
        for (int i = 0; i < batch.size(); i++) {
            Waiting waiting = batch.get(i);
            waiting.keeping().ended(results.get(i));
            waiting.answer().complete(results.get(i));
            woken |=
                    results.get(i) == Stored.KEPT
                            && waiting.envelope().state() == EventState.PENDING;
        }
        if (woken) {
            arrivals.announce();
        }
    }
}
