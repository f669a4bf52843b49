package io.tollgate.billing.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** Open after failures in a row, one probe an interval, closed by one success. */
class BreakerTest {

    private Instant now = Instant.EPOCH;

    private final Breaker breaker =
            new Breaker(
                    new Clock() {
                        @Override
                        public Instant instant() {
                            return now;
                        }

                        @Override
                        public ZoneId getZone() {
                            return ZoneOffset.UTC;
                        }

                        @Override
                        public Clock withZone(ZoneId zone) {
                            return this;
                        }
                    },
                    3,
                    Duration.ofSeconds(1));

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            breaker.failed();
        }
    }

    @Test
    void failures_that_are_not_in_a_row_do_not_open_it() {
        fail(2);
        breaker.succeeded();
        fail(2);

        assertThat(breaker.ask()).isEqualTo(Breaker.Permit.ALL);
    }

    @Test
    void open_it_hands_out_one_probe_an_interval() {
        fail(3);
        assertThat(breaker.ask()).isEqualTo(Breaker.Permit.NONE);

        now = now.plusSeconds(1);

        assertThat(breaker.ask()).isEqualTo(Breaker.Permit.PROBE);
        assertThat(breaker.ask()).isEqualTo(Breaker.Permit.NONE);
    }

    @Test
    void one_success_closes_it() {
        fail(30);

        breaker.succeeded();

        assertThat(breaker.ask()).isEqualTo(Breaker.Permit.ALL);
        assertThat(breaker.open()).isFalse();
    }

    @Test
    void it_says_since_when_it_is_open_and_more_failures_do_not_move_that() {
        fail(3);
        now = now.plusSeconds(59);
        fail(1);
        assertThat(breaker.openFor(Duration.ofMinutes(1))).isFalse();

        now = now.plusSeconds(1);

        assertThat(breaker.openFor(Duration.ofMinutes(1))).isTrue();
        breaker.succeeded();
        assertThat(breaker.openFor(Duration.ZERO)).isFalse();
    }

    @Test
    void with_stripe_away_one_lane_is_claimed_an_interval_until_the_events_decide_alone() {
        Breakers both =
                new Breakers(
                        new Breaker(Clock.systemUTC(), 3, Duration.ofSeconds(1)),
                        breaker,
                        Duration.ofMinutes(1));
        fail(3);
        assertThat(both.beforeClaim()).isEqualTo(Breaker.Permit.NONE);
        now = now.plusSeconds(1);
        assertThat(both.beforeClaim()).isEqualTo(Breaker.Permit.PROBE);
        assertThat(both.mayFetch()).isTrue();

        now = now.plusSeconds(60);

        assertThat(both.beforeClaim()).isEqualTo(Breaker.Permit.ALL);
        assertThat(both.mayFetch()).as("the first of an interval probes").isTrue();
        assertThat(both.mayFetch()).as("the others go by their events").isFalse();
    }
}
