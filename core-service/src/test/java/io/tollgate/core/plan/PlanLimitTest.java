package io.tollgate.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A limit for each seat is multiplied, and never runs over. */
class PlanLimitTest {

    @ParameterizedTest
    @CsvSource({
        "5, 1, 5",
        "5, 3, 15",
        "5, 0, 0",
        "0, 9007199254740992, 0",
        "1, 9007199254740992, 9007199254740992",
        "2, 9007199254740992, 9007199254740992",
        "9007199254740992, 9007199254740992, 9007199254740992",
        "3, 3002399751580330, 9007199254740990",
        "3, 3002399751580331, 9007199254740992",
    })
    void aLimitForEachSeatStopsAtTwoToThe53(long limit, long seats, long expected) {
        Limit forSeats = new PlanLimit(new Limit.AtMost(limit), false, true).forSeats(seats);

        assertThat(forSeats).isEqualTo(new Limit.AtMost(expected));
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "9"})
    void aLimitForTheSubscriptionDoesNotKnowSeats(long seats) {
        assertThat(PlanLimit.hard(new Limit.AtMost(7)).forSeats(seats))
                .isEqualTo(new Limit.AtMost(7));
    }
}
