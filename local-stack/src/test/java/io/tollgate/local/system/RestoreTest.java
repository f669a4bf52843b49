package io.tollgate.local.system;

import io.tollgate.local.client.StandInClient;
import io.tollgate.local.stack.Database;
import io.tollgate.local.stack.Service;
import io.tollgate.local.stack.Stack;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * A database put back to yesterday's copy: the schedule alone brings both services to the truth.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RestoreTest {

    private Stack stack;
    private StandInClient standIn;
    private Agreement agreement;

    @BeforeAll
    void start() {
        stack = Systems.withStripe().billingEnv("TOLLGATE_RECONCILE_EVERY", "3S").start();
        standIn = StandInClient.of(stack);
        agreement = new Agreement(stack);
    }

    @AfterAll
    void stop() {
        stack.close();
    }

    @Test
    void billings_database_of_yesterday_converges() throws Exception {
        convergesAfterRestoreOf(stack.billingDatabase(), stack.billing(0));
    }

    @Test
    void cores_database_of_yesterday_converges() throws Exception {
        convergesAfterRestoreOf(stack.coreDatabase(), stack.core());
    }

    private void convergesAfterRestoreOf(Database database, Service service) throws Exception {
        Random random = new Random(Soak.seed("restore " + database.name()));
        Shop shop = new Shop(stack, random).signUp(Soak.count(15, 100)).live(20);
        agreement.settle();
        Backup backup = backup(database, service);
        standIn.advance(Duration.ofDays(1));
        shop.live(Soak.count(60, 400)).signUp(5);
        agreement.settle();
        agreement.comesToHold();

        restore(backup, service);
        agreement.awaitsScheduledRepair();

        agreement.settle();
        agreement.comesToHold();
        // What the restored database had forgotten is back, and new changes get through.
        agreement.nothingAcknowledgedIsLost(shop);
        shop.touchAll();
        shop.live(20);
        agreement.settle();
        agreement.holds();
    }

    private static Backup backup(Database database, Service service) throws SQLException {
        service.stop();
        try {
            return Backup.of(database);
        } finally {
            service.start();
        }
    }

    private static void restore(Backup backup, Service service) throws SQLException {
        service.stop();
        try {
            backup.restore();
        } finally {
            service.start();
        }
    }
}
