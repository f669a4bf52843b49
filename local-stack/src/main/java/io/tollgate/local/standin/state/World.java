package io.tollgate.local.standin.state;

import java.time.Clock;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * One lock around everything: whoever reads or changes an object does it in {@link #act}. What has
 * become due happens first, each thing at its own time.
 */
public final class World {

    private final ReentrantLock lock = new ReentrantLock(true);
    private final StandInClock clock;
    private final Agenda agenda = new Agenda();
    private final Map<Task.Kind, Consumer<Task>> runners = new EnumMap<>(Task.Kind.class);
    private Caller caller = Caller.NOBODY;
    private long moment;
    private boolean inTheAct;
    private Runnable afterwards = () -> {};

    public World(Clock system) {
        this.clock = new StandInClock(system);
    }

    /** Says who carries out one kind of what is due. */
    public void onDue(Task.Kind kind, Consumer<Task> runner) {
        runners.put(kind, runner);
    }

    /** Says what is done after each action, before anybody hears of it. */
    void afterwards(Runnable work) {
        afterwards = work;
    }

    StandInClock clock() {
        return clock;
    }

    Agenda agenda() {
        return agenda;
    }

    /** Unix seconds; stands still within one action. */
    public long now() {
        return lock.isHeldByCurrentThread() && inTheAct ? moment : clock.now();
    }

    public void plan(Task.Kind kind, String id, long due) {
        if (!runners.containsKey(kind)) {
            throw new IllegalStateException("nobody carries out " + kind);
        }
        agenda.add(new Task(kind, id, due));
    }

    /** Reads or changes the world, alone. */
    public <T> T act(Caller by, Supplier<T> work) {
        lock.lock();
        try {
            long now = clock.now();
            while (runNext(now)) {
                now = clock.now();
            }
            return at(now, by, work);
        } finally {
            lock.unlock();
        }
    }

    /** Carries out what has become due by itself. */
    public void tick() {
        act(Caller.NOBODY, () -> true);
    }

    /** Moves the clock; between two things that become due on the way, others get their turn. */
    public void advance(long seconds) {
        long target = clock.now() + seconds;
        boolean more = true;
        while (more) {
            lock.lock();
            try {
                more = runNext(target);
                if (!more) {
                    clock.advanceTo(target);
                    afterwards.run();
                }
            } finally {
                lock.unlock();
            }
        }
    }

    /** On whose behalf the present change is made. */
    Caller caller() {
        return caller;
    }

    private boolean runNext(long until) {
        Optional<Task> task = agenda.pollDueBy(until);
        task.ifPresent(
                due -> {
                    clock.advanceTo(due.due());
                    at(
                            due.due(),
                            Caller.NOBODY,
                            () -> {
                                runnerOf(due).accept(due);
                                return true;
                            });
                });
        return task.isPresent();
    }

    private Consumer<Task> runnerOf(Task task) {
        return Objects.requireNonNull(runners.get(task.kind()), task::toString);
    }

    private <T> T at(long unixSeconds, Caller by, Supplier<T> work) {
        moment = unixSeconds;
        caller = by;
        inTheAct = true;
        try {
            return work.get();
        } finally {
            inTheAct = false;
            caller = Caller.NOBODY;
            afterwards.run();
        }
    }
}
