package io.tollgate.billing.dispatch;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import io.tollgate.billing.inbox.Arrivals;
import io.tollgate.billing.inbox.KeptEvent;
import io.tollgate.billing.inbox.LaneEvents;
import io.tollgate.billing.inbox.Reason;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jboss.logging.Logger;

/** One turn of the loop: claim what is due and there is room for, and start work on it. */
@ApplicationScoped
class Round {

    private static final Logger LOG = Logger.getLogger(Round.class);

    private final LaneTable lanes;
    private final LaneEvents events;
    private final Worker worker;
    private final Breakers breakers;
    private final DispatchConfig config;
    private final Arrivals arrivals;
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore room;
    private final AtomicBoolean suspectInWork = new AtomicBoolean();
    private boolean moreLikely;

    Round(
            LaneTable lanes,
            LaneEvents events,
            Worker worker,
            Breakers breakers,
            DispatchConfig config,
            Arrivals arrivals) {
        this.lanes = lanes;
        this.events = events;
        this.worker = worker;
        this.breakers = breakers;
        this.config = config;
        this.arrivals = arrivals;
        this.room = new Semaphore(config.concurrency());
    }

    /**
     * Claims and starts.
     *
     * @return whether it is worth while to look again at once
     */
    boolean claimAndStart() throws SQLException, InterruptedException {
        if (arrivals.underPressure()) {
            LockSupport.parkNanos(config.pauseUnderPressure().toNanos());
        }
        int free = awaitRoom();
        Breaker.Permit permit = free == 0 ? Breaker.Permit.NONE : breakers.beforeClaim();
        int limit =
                switch (permit) {
                    case ALL -> free;
                    case PROBE -> 1;
                    case NONE -> 0;
                };
        if (limit == 0) {
            moreLikely = false;
            return false;
        }
        List<Claim> claims = new ArrayList<>(lanes.claim(limit, false, config.lease()));
        moreLikely = permit == Breaker.Permit.ALL && claims.size() == limit;
        start(claims, () -> {});
        if (claims.size() < limit && suspectInWork.compareAndSet(false, true)) {
            startSuspect();
        }
        return moreLikely;
    }

    /** After a full claim there is likely more: waits until a good part of the room is free. */
    private int awaitRoom() throws InterruptedException {
        int wanted = moreLikely ? Math.max(1, config.concurrency() / 2) : 1;
        if (room.tryAcquire(wanted, config.poll().toMillis(), TimeUnit.MILLISECONDS)) {
            room.release(wanted);
        }
        return room.availablePermits();
    }

    /** Waits for what is in work; nothing can be started afterwards. */
    boolean drain(Duration limit) throws InterruptedException {
        workers.shutdown();
        return workers.awaitTermination(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void startSuspect() throws SQLException {
        boolean started = false;
        try {
            List<Claim> suspect = lanes.claim(1, true, config.lease());
            started = !suspect.isEmpty();
            start(
                    suspect,
                    () -> {
                        suspectInWork.set(false);
                        arrivals.announce();
                    });
        } finally {
            if (!started) {
                suspectInWork.set(false);
            }
        }
    }

    private void start(List<Claim> claims, Runnable afterwards) throws SQLException {
        List<Claim> sound = new ArrayList<>();
        for (Claim claim : claims) {
            if (claim.lostLeases() >= config.maxLostLeases()) {
                parkUnread(claim);
                afterwards.run();
            } else {
                sound.add(claim);
            }
        }
        if (sound.isEmpty()) {
            return;
        }
        Map<String, List<KeptEvent>> kept = events.of(sound.stream().map(Claim::lane).toList());
        for (Claim claim : sound) {
            room.acquireUninterruptibly();
            workers.execute(
                    () -> {
                        try {
                            work(claim, kept.getOrDefault(claim.lane(), List.of()));
                        } finally {
                            room.release();
                            afterwards.run();
                        }
                    });
        }
    }

    /** What goes wrong here leaves the lease to run out, which counts as a lost worker. */
    private void work(Claim claim, List<KeptEvent> kept) {
        Span span = LaneSpan.start(claim, kept);
        try (Scope _ = span.makeCurrent()) {
            worker.work(claim, kept);
        } catch (SQLException e) {
            LOG.errorf("lane not settled lane=%s sqlstate=%s", claim.lane(), e.getSQLState());
        } catch (RuntimeException e) {
            LOG.errorf(e, "lane failed lane=%s", claim.lane());
        } finally {
            span.end();
        }
    }

    /** Parks without reading a body: reading may be what killed the workers. */
    private void parkUnread(Claim claim) throws SQLException {
        List<String> waiting = events.waiting(claim.lane());
        List<Mark> marks =
                waiting.stream().map(id -> Mark.because(id, Reason.WORKER_LOST)).toList();
        boolean more = waiting.size() == LaneEvents.PER_LANE;
        lanes.settle(
                claim, new LaneResult(marks, claim.state(), claim.paidThrough(), true, null, more));
        LOG.errorf(
                "parked lane=%s events=%s reason=%s",
                claim.lane(), waiting, Reason.WORKER_LOST.wire());
    }
}
