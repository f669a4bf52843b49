package io.tollgate.local.standin.delivery;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * The deliveries that are still owed, and the one thread that hands them out. Those of one customer
 * to one endpoint go one after the other, which keeps their natural order as long as all goes well;
 * different customers' go side by side, up to a bound.
 */
public final class Deliveries implements AutoCloseable {

    /** Enough to keep a local service busy, and little enough not to drown it. */
    private static final int MAX_ON_THEIR_WAY = 16;

    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final TreeSet<Delivery> waiting =
            new TreeSet<>(
                    Comparator.comparingLong(Delivery::dueNanos)
                            .thenComparingLong(Delivery::order));
    private final Set<String> busyLanes = new HashSet<>();
    private final Counts counts = new Counts();
    private final Endpoints endpoints;
    private final Sender sender;
    private final RetryPolicy policy;
    private final LongSupplier now;
    private long order;
    private long forgottenBefore;
    private int onTheirWay;
    private boolean closed;

    /**
     * Starts handing out.
     *
     * @param now the stand-in's clock, in Unix seconds
     */
    Deliveries(Endpoints endpoints, Sender sender, RetryPolicy policy, LongSupplier now) {
        this.endpoints = endpoints;
        this.sender = sender;
        this.policy = policy;
        this.now = now;
        Thread.ofVirtual().name("standin-deliveries").start(this::handOut);
    }

    void add(Endpoint endpoint, Parcel parcel, long delayNanos) {
        lock.lock();
        try {
            waiting.add(new Delivery(endpoint, parcel, order++, System.nanoTime() + delayNanos));
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    void drop() {
        counts.dropped();
    }

    /** What became of all deliveries. */
    public ObjectNode render() {
        lock.lock();
        try {
            return counts.render(waiting.size() + onTheirWay);
        } finally {
            lock.unlock();
        }
    }

    /** All that waits is due now. */
    public void retryAll() {
        lock.lock();
        try {
            Set<Delivery> all = new HashSet<>(waiting);
            waiting.clear();
            long nanos = System.nanoTime();
            all.forEach(delivery -> delivery.dueAt(nanos));
            waiting.addAll(all);
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** All that waits, or is on its way and fails, is given up. */
    public void forgetAll() {
        lock.lock();
        try {
            waiting.forEach(delivery -> counts.givenUp());
            waiting.clear();
            forgottenBefore = order;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
        sender.close();
    }

    private void handOut() {
        lock.lock();
        try {
            while (!closed) {
                Optional<Delivery> next = nextDue();
                if (next.isPresent()) {
                    start(next.get());
                } else {
                    changed.awaitNanos(untilNextNanos());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    private Optional<Delivery> nextDue() {
        if (onTheirWay >= MAX_ON_THEIR_WAY) {
            return Optional.empty();
        }
        long nanos = System.nanoTime();
        for (Delivery delivery : waiting) {
            if (delivery.dueNanos() - nanos > 0) {
                return Optional.empty();
            }
            if (!busyLanes.contains(delivery.lane())) {
                return Optional.of(delivery);
            }
        }
        return Optional.empty();
    }

    /** A delivery that could start at once but may not yet is woken by the one before it. */
    private long untilNextNanos() {
        if (waiting.isEmpty()) {
            return IDLE_NANOS;
        }
        long until = waiting.first().dueNanos() - System.nanoTime();
        return until <= 0 ? IDLE_NANOS : Math.min(until, IDLE_NANOS);
    }

    private void start(Delivery delivery) {
        waiting.remove(delivery);
        busyLanes.add(delivery.lane());
        onTheirWay++;
        Thread.ofVirtual().name("standin-delivery").start(() -> attempt(delivery));
    }

    private void attempt(Delivery delivery) {
        boolean wanted = endpoints.contains(delivery.endpoint()) && delivery.endpoint().isEnabled();
        int status = wanted ? sender.send(delivery.endpoint(), delivery.parcel().body().get()) : -1;
        boolean taken = status >= 200 && status < 300;
        if (wanted) {
            counts.attempt(status);
        }
        if (taken) {
            delivery.parcel().taken().run();
            counts.delivered();
        }
        lock.lock();
        try {
            onTheirWay--;
            busyLanes.remove(delivery.lane());
            if (!taken) {
                tryAgain(delivery, wanted);
            }
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    private void tryAgain(Delivery delivery, boolean wanted) {
        long age = now.getAsLong() - delivery.parcel().happened();
        boolean forgotten = delivery.order() < forgottenBefore;
        int attempts = delivery.countAttempt();
        boolean old = age > RetryPolicy.GIVE_UP_SECONDS && attempts >= RetryPolicy.LEAST_ATTEMPTS;
        if (!wanted || forgotten || old || closed) {
            counts.givenUp();
            return;
        }
        long wait = policy.waitNanos(attempts);
        delivery.dueAt(System.nanoTime() + wait);
        waiting.add(delivery);
    }
}
