package io.tollgate.core.quota;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.contracts.problem.ProblemCode;
import io.tollgate.core.TurnableClock;
import io.tollgate.core.plan.TestCatalogue;
import io.tollgate.core.quota.Command.Keyed;
import io.tollgate.core.quota.Command.Mode;
import io.tollgate.core.quota.Facts.Balance;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Requests that were joined are decided in the order they came, each against what remains. */
class DeciderTest {

    private static final Instant NOW = TurnableClock.START;
    private static final Counter PROJECTS = new Counter("u", "projects");

    private static Books books(Balance projects) {
        return new Books(
                new Facts(NOW, Map.of(PROJECTS, projects), Map.of(), Map.of(), Map.of(), Map.of()));
    }

    private static Decider decider(Books books) {
        Facts facts = new Facts(NOW, Map.of(), Map.of(), Map.of(), Map.of(), Map.of());
        return new Decider(books, new Terms(facts, TestCatalogue.parse(limitTen())), () -> "rsv_1");
    }

    private static String limitTen() {
        return TestCatalogue.sampleText().replace("projects: 3", "projects: 10");
    }

    private static Command take(Mode mode, String key, long amount) {
        return new Keyed(
                mode, "u", key, List.of(new Amount("projects", amount)), Duration.ofMinutes(1));
    }

    private static boolean isGranted(Outcome outcome) {
        return outcome instanceof Outcome.Granted;
    }

    @Test
    void ofFiveThreeAndOneTheLastTwoFitWhereFourRemain() {
        Books books = books(new Balance(6, 1, NOW, 0, 0));
        Decider decider = decider(books);

        List<Boolean> granted =
                List.of(
                        isGranted(decider.decide(take(Mode.CONSUME, "a", 5))),
                        isGranted(decider.decide(take(Mode.CONSUME, "b", 3))),
                        isGranted(decider.decide(take(Mode.CONSUME, "c", 1))));

        assertThat(granted).containsExactly(false, true, true);
        assertThat(books.balance(PROJECTS).used()).isEqualTo(10);
    }

    @Test
    void whatIsGivenBackInBetweenCanBeTakenAtOnce() {
        Books books = books(new Balance(10, 1, NOW, 0, 0));
        Decider decider = decider(books);

        decider.decide(take(Mode.GIVE_BACK, "a", 2));
        Outcome fits = decider.decide(take(Mode.RESERVE, "b", 2));
        Outcome doesNot = decider.decide(take(Mode.CONSUME, "c", 1));

        assertThat(isGranted(fits)).isTrue();
        assertThat(doesNot).isInstanceOf(Outcome.Exceeded.class);
        assertThat(books.balance(PROJECTS).reserved()).isEqualTo(2);
    }

    @Test
    void theSameKeyTwiceInABatchIsDoneOnce() {
        Books books = books(new Balance(0, 0, NOW, 0, 0));
        Decider decider = decider(books);

        Outcome first = decider.decide(take(Mode.CONSUME, "a", 2));
        Outcome repeat = decider.decide(take(Mode.CONSUME, "a", 2));
        Outcome other = decider.decide(take(Mode.CONSUME, "a", 3));

        assertThat(repeat).isEqualTo(first);
        assertThat(other)
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused ->
                                assertThat(refused.code())
                                        .isEqualTo(ProblemCode.IDEMPOTENCY_CONFLICT));
        assertThat(books.balance(PROJECTS).used()).isEqualTo(2);
        assertThat(books.writes().keys()).hasSize(1);
    }

    @Test
    void everyDecisionAboutACounterHasAMomentOfItsOwnAfterAllBefore() {
        Books books = books(new Balance(0, 0, NOW.plusSeconds(60), 0, 3));
        Decider decider = decider(books);

        decider.decide(take(Mode.CONSUME, "a", 1));
        decider.decide(take(Mode.CONSUME, "b", 1));

        List<Entry> entries = books.writes().entries();
        assertThat(entries)
                .extracting(entry -> entry.move().kind())
                .containsExactly("expire", "consume", "consume");
        assertThat(entries).extracting(Entry::at).doesNotHaveDuplicates().isSorted();
        assertThat(entries.getFirst().at()).isAfter(NOW.plusSeconds(60));
        assertThat(entries.getFirst().move().held()).isEqualTo(-3);
    }
}
