package io.tollgate.local.demo;

import io.tollgate.local.client.Pair;
import io.tollgate.local.client.StandInClient;
import io.tollgate.local.stack.Await;
import io.tollgate.local.stripe.Ids;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Many customers at once, who keep on while anything of the pair is taken away. What they did at
 * Stripe is what counts; in the end core must say the same of all of it.
 */
final class Crowd {

    private static final int CUSTOMERS_AT_ONCE = 8;

    /** A lease of a worker that was killed, twice, and a breaker's pause. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    private final Pair pair;
    private final StandInClient standIn;
    private final Books books;
    private final PrintStream out;
    private final AtomicInteger lost = new AtomicInteger();

    Crowd(Pair pair, PrintStream out) {
        this.pair = pair;
        this.standIn = pair.standIn();
        this.books = new Books(pair);
        this.out = out;
    }

    /** Buys for so long; whether everything came to agree afterwards. */
    boolean run(Duration time) throws IOException {
        out.println("The crowd is buying.");
        buy(System.nanoTime() + time.toNanos());
        out.printf("Bought: %s; %d calls were lost on the way.%n", books.sizes(), lost.get());
        long begin = System.nanoTime();
        boolean agreed = Await.until(PATIENCE, LOOK_EVERY, this::isSettled);
        if (!agreed) {
            out.printf("After %d s core still says otherwise:%n", PATIENCE.toSeconds());
            books.differences().stream().limit(20).forEach(out::println);
            return false;
        }
        out.printf(
                "Everything agrees %.1f s later: %s.%n",
                (System.nanoTime() - begin) / 1e9, books.sizes());
        return true;
    }

    private void buy(long deadline) {
        try (ExecutorService crowd = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> customers =
                    IntStream.range(0, CUSTOMERS_AT_ONCE)
                            .<Future<?>>mapToObj(i -> crowd.submit(() -> buyUntil(deadline)))
                            .toList();
            for (Future<?> customer : customers) {
                customer.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void buyUntil(long deadline) {
        Ids ids = new Ids(RandomGenerator.getDefault());
        while (System.nanoTime() < deadline && !Thread.currentThread().isInterrupted()) {
            String user = ids.next("user_");
            Customer customer = new Customer(pair, user, deadline, lost);
            customer.subscribe();
            customer.order().ifPresent(order -> books.note(user, order));
        }
    }

    private boolean isSettled() {
        try {
            standIn.retryDeliveries();
            return standIn.pendingDeliveries() == 0 && books.differences().isEmpty();
        } catch (IOException e) {
            lost.incrementAndGet();
            return false;
        }
    }
}
