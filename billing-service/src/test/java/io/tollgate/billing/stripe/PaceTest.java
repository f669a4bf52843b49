package io.tollgate.billing.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Turns are handed out evenly, on a clock that is turned by hand. */
class PaceTest {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private long now = 1_000;
    private final Pace pace = new Pace(10, () -> now);

    @Test
    void a_lone_call_never_waits_and_a_burst_is_spread() {
        long[] waits = new long[4];

        for (int i = 0; i < waits.length; i++) {
            waits[i] = pace.reserve(now, SECOND);
        }

        assertThat(waits).containsExactly(0, SECOND / 10, 2 * SECOND / 10, 3 * SECOND / 10);
    }

    @Test
    void idle_time_is_not_saved_up() {
        now += 100 * SECOND;
        assertThat(pace.reserve(now, SECOND)).isZero();

        assertThat(pace.reserve(now, SECOND)).isEqualTo(SECOND / 10);
    }

    @Test
    void whose_turn_comes_too_late_is_turned_away_and_takes_none() {
        for (int i = 0; i < 5; i++) {
            pace.reserve(now, SECOND);
        }

        assertThat(pace.await(Duration.ofMillis(400))).isFalse();

        assertThat(pace.reserve(now, SECOND)).isEqualTo(5 * SECOND / 10);
    }

    @Test
    void a_rate_of_nothing_is_refused() {
        assertThatThrownBy(() -> new Pace(0)).isInstanceOf(IllegalArgumentException.class);
    }
}
