package io.tollgate.core.quota;

import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tollgate.contracts.quota.QuotaExceeded;
import io.tollgate.contracts.quota.QuotaGrant;
import io.tollgate.core.Api;
import io.tollgate.core.Database;
import io.tollgate.core.Seeds;
import io.tollgate.core.TurnableClock;
import io.tollgate.core.Updates;
import io.tollgate.core.plan.Catalogues;
import io.tollgate.core.quota.Command.Keyed;
import io.tollgate.core.quota.Command.Mode;
import io.tollgate.testing.TestEnvironment;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Random takes, settlements, retries, expiries, plan changes and crashes, beside a plain model in
 * memory: the answers and the counters never differ.
 */
@QuarkusTest
@WithTestResource(TestEnvironment.class)
class ModelTest {

    private static final Duration LOCK_WAIT = Duration.ofSeconds(5);
    private static final long GIB = 1L << 30;
    private static final List<String> RESOURCES = List.of("projects", "storage_bytes");

    @Inject TurnableClock clock;
    @Inject Database database;
    @Inject AgroalDataSource dataSource;
    @Inject Catalogues catalogues;

    private final Random random = new Random(Seeds.next("model"));
    private final List<Updates> users = new ArrayList<>();
    private final Map<String, Boolean> isPro = new HashMap<>();
    private final List<Keyed> sent = new ArrayList<>();
    private final List<String> reservations = new ArrayList<>();
    private final List<String> newIds = new ArrayList<>();
    private final Model model = new Model(this::limit, TurnableClock.START.getEpochSecond());
    private long second = TurnableClock.START.getEpochSecond();
    private long sequence;

    @BeforeEach
    void threeUsersOnPro() {
        clock.reset();
        for (int i = 0; i < 3; i++) {
            Updates pro = Updates.fresh().farExpiry();
            users.add(pro);
            Api.link(user(pro), pro.customerId()).statusCode(200);
            changePlan(pro);
        }
    }

    @AfterEach
    void resetClock() {
        clock.reset();
    }

    private static String user(Updates pro) {
        return "user-of-" + pro.customerId();
    }

    private void changePlan(Updates pro) {
        boolean next = !isPro.getOrDefault(user(pro), false);
        String status = next ? "active" : "unpaid";
        Api.update(pro.status(status).sequence(++sequence).build()).statusCode(200);
        isPro.put(user(pro), next);
    }

    private long limit(Counter counter) {
        boolean pro = isPro.getOrDefault(counter.userId(), false);
        return counter.resource().equals("projects") ? (pro ? 20 : 3) : (pro ? 100L : 1L) * GIB;
    }

    @Test
    void theServiceAndThePlainModelNeverDiffer() throws Exception {
        for (int step = 0; step < Seeds.count(2000, 30_000); step++) {
            switch (random.nextInt(12)) {
                case 0 -> advanceClock();
                case 1 -> changePlan(users.get(random.nextInt(users.size())));
                case 2 -> crash(randomCommand());
                default -> together(randomBatch());
            }
            if (step % 50 == 0) {
                countersAgree();
            }
        }
        countersAgree();
        ledgerAgrees();
    }

    /** Even seconds only: reservations last odd ones, so that no two meet. */
    private void advanceClock() {
        second += 2L * (1 + random.nextInt(20));
        clock.setTo(second);
        model.advanceTo(second);
    }

    private List<Command> randomBatch() {
        List<Command> batch = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(5); i++) {
            batch.add(randomCommand());
        }
        return batch;
    }

    private Command randomCommand() {
        return switch (random.nextInt(11)) {
            case 0, 1 -> keyed(Mode.CONSUME);
            case 2, 3, 4 -> keyed(Mode.RESERVE);
            case 5 -> keyed(Mode.GIVE_BACK);
            case 6, 7 -> new Command.Commit(reservation(), finalAmounts());
            case 8 -> new Command.Release(reservation());
            case 9 -> recount();
            default -> sent.isEmpty() ? keyed(Mode.CONSUME) : again();
        };
    }

    private Command.Recount recount() {
        String user = user(users.get(random.nextInt(users.size())));
        boolean pieces = random.nextBoolean();
        Counter counter = new Counter(user, pieces ? "projects" : "storage_bytes");
        return new Command.Recount(counter, random.nextInt(25) * (pieces ? 1 : GIB), null);
    }

    /** A retry; now and then with another amount. */
    private Keyed again() {
        Keyed keyed = sent.get(random.nextInt(sent.size()));
        return random.nextInt(4) > 0
                ? keyed
                : new Keyed(keyed.mode(), keyed.userId(), keyed.key(), items(), keyed.ttl());
    }

    private Keyed keyed(Mode mode) {
        String user = user(users.get(random.nextInt(users.size())));
        Duration ttl =
                mode == Mode.RESERVE
                        ? Duration.ofSeconds(1 + 2 * random.nextInt(30))
                        : Duration.ZERO;
        Keyed keyed = new Keyed(mode, user, "key-" + sent.size(), items(), ttl);
        sent.add(keyed);
        return keyed;
    }

    private List<Amount> items() {
        List<Amount> items = new ArrayList<>();
        int which = 1 + random.nextInt(3);
        if ((which & 1) != 0) {
            items.add(new Amount("projects", 1 + random.nextInt(5)));
        }
        if ((which & 2) != 0) {
            items.add(new Amount("storage_bytes", (1 + random.nextInt(60)) * GIB / 2));
        }
        return items;
    }

    private String reservation() {
        return reservations.isEmpty() || random.nextInt(30) == 0
                ? "rsv_unknown"
                : reservations.get(random.nextInt(reservations.size()));
    }

    private List<Amount> finalAmounts() {
        return random.nextBoolean() ? List.of() : items();
    }

    private CommandBatch batch(DataSource source) {
        return new CommandBatch(source, catalogues, this::newId, LOCK_WAIT);
    }

    private String newId() {
        newIds.add(Api.fresh("rsv_"));
        return newIds.getLast();
    }

    private void together(List<Command> commands) throws SQLException {
        newIds.clear();
        List<Outcome> outcomes = batch(dataSource).execute(commands);

        for (int i = 0; i < commands.size(); i++) {
            Command command = commands.get(i);
            assertThat(line(outcomes.get(i)))
                    .as("%s", command)
                    .isEqualTo(model.apply(command, id(outcomes.get(i))));
        }
    }

    private String id(Outcome outcome) {
        if (outcome instanceof Outcome.Granted(QuotaGrant grant)
                && grant.state().equals("held")
                && grant.reservationId() != null) {
            if (!reservations.contains(grant.reservationId())) {
                reservations.add(grant.reservationId());
            }
            return grant.reservationId();
        }
        return "none";
    }

    /** The process dies at the commit. What was asked is asked again, as a product would. */
    private void crash(Command command) throws SQLException {
        boolean committed = random.nextBoolean();
        newIds.clear();
        try {
            batch(CrashingDataSource.around(dataSource, committed)).execute(List.of(command));
            throw new AssertionError("the crash did not happen");
        } catch (SQLException e) {
            assertThat(e.getMessage()).isEqualTo("the connection was lost");
        }
        if (committed) {
            model.apply(command, newIds.isEmpty() ? "none" : newIds.getLast());
        }
        together(List.of(command));
    }

    private static String line(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Granted(QuotaGrant grant) -> line(grant);
            case Outcome.Exceeded(QuotaExceeded problem) ->
                    "%s %s limit %d used %d reserved %d requested %d"
                            .formatted(
                                    problem.code().wire(),
                                    problem.resource(),
                                    problem.limit(),
                                    problem.used(),
                                    problem.reserved(),
                                    problem.requested());
            case Outcome.Refused refused -> "refused " + refused.code().wire();
            case Outcome.Recounted(var usage) ->
                    "recounted " + usage.used() + " drift " + usage.drift();
            case Outcome.Outdated(long version) -> "outdated " + version;
            case Outcome.Failed(Exception cause) -> "failed " + cause;
            case Outcome.HeldUp() -> "held up";
            case Outcome.Invalid _ -> "refused invalid_request";
        };
    }

    private static String line(QuotaGrant grant) {
        Map<String, String> items = new TreeMap<>();
        grant.items()
                .forEach(
                        item ->
                                items.put(
                                        item.resource(),
                                        " %s %d used %d reserved %d"
                                                .formatted(
                                                        item.resource(),
                                                        item.amount(),
                                                        item.used(),
                                                        item.reserved())));
        return grant.state() + String.join("", items.values());
    }

    private void countersAgree() {
        for (Updates each : users) {
            var summary = Api.summary(user(each)).extract().jsonPath();
            for (String resource : RESOURCES) {
                Counter counter = new Counter(user(each), resource);
                assertThat(summary.getLong("resources." + resource + ".used"))
                        .isEqualTo(model.used(counter));
                assertThat(summary.getLong("resources." + resource + ".reserved"))
                        .isEqualTo(model.reserved(counter));
            }
        }
    }

    private void ledgerAgrees() throws SQLException {
        for (Updates each : users) {
            for (String resource : RESOURCES) {
                Counter counter = new Counter(user(each), resource);
                assertThat(
                                database.column(
                                        "SELECT sum(delta) FROM usage_ledger WHERE user_id = ? AND"
                                                + " resource = ?",
                                        counter.userId(),
                                        resource))
                        .containsExactly(Long.toString(model.used(counter)));
            }
        }
    }
}
