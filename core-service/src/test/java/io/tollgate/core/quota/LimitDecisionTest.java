package io.tollgate.core.quota;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.core.plan.Limit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What fits a limit, up to the largest numbers there are. */
class LimitDecisionTest {

    @ParameterizedTest
    @CsvSource({
        "3, 0, 3, within_limit",
        "3, 0, 4, over_limit",
        "3, 2, 1, within_limit",
        "3, 3, 1, over_limit",
        "3, 3, 0, within_limit",
        "3, 5, 0, over_limit",
        "3, 5, 1, over_limit",
        "0, 0, 0, within_limit",
        "0, 0, 1, over_limit",
        "9007199254740992, 1, 9007199254740992, over_limit",
        "9223372036854775807, 9223372036854775807, 9223372036854775807, over_limit",
        "9223372036854775807, 0, 9223372036854775807, within_limit",
    })
    void anAmountFitsUpToTheLimit(long limit, long taken, long requested, String expected) {
        assertThat(LimitDecision.decide(new Limit.AtMost(limit), taken, requested).wire())
                .isEqualTo(expected);
    }

    @Test
    void withoutALimitEverythingFits() {
        assertThat(
                        LimitDecision.decide(new Limit.Unlimited(), Long.MAX_VALUE, Long.MAX_VALUE)
                                .wire())
                .isEqualTo("unlimited");
    }
}
