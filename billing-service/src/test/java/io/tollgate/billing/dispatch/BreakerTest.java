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
}
