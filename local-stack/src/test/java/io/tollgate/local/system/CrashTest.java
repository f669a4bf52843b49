package io.tollgate.local.system;

import io.tollgate.local.client.StandInClient;
import io.tollgate.local.stack.Service;
import io.tollgate.local.stack.Stack;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * {@code kill -9} of billing, of core and of PostgreSQL at random moments while customers live on:
 * nothing that was acknowledged is lost, and core comes to the truth without anybody's help.
 */
class CrashTest {

    @Test
    void whatever_is_killed_core_comes_to_the_truth_by_itself() throws Exception {
        Random random = new Random(Soak.seed("crash"));
        try (Stack stack = Systems.withStripe().start()) {
            StandInClient standIn = StandInClient.of(stack);
            standIn.faults(Map.of("duplicate", 0.1, "reorder", 0.2));
            Shop shop = new Shop(stack, random).signUp(15);
            for (int kill = 0; kill < Soak.count(3, 60); kill++) {
                CompletableFuture<Shop> living = shop.liveMeanwhile(30);
                pass(100 + random.nextInt(900));
                // Each of the three at least once, however few kills there are.
                int victim = (kill + random.nextInt(3 * (kill / 3) + 1)) % 3;
                killAndRestart(stack, victim, random);
                living.join();
            }
            Agreement agreement = new Agreement(stack);

            agreement.settle();

            agreement.comesToHold();
            agreement.nothingAcknowledgedIsLost(shop);
        }
    }

    private static void killAndRestart(Stack stack, int victim, Random random) {
        if (victim == 2) {
            System.out.println("kill -9 postgres");
            stack.killPostgres();
            pass(random.nextInt(500));
            stack.restartPostgres();
            return;
        }
        Service service = victim == 0 ? stack.billing(0) : stack.core();
        System.out.println("kill -9 " + service.name());
        service.kill();
        pass(random.nextInt(500));
        service.start();
    }

    /** Lets time pass: the moment of the kill is what is random, no state is waited for. */
    private static void pass(long millis) {
        new CompletableFuture<Void>().completeOnTimeout(null, millis, TimeUnit.MILLISECONDS).join();
    }
}
