package io.tollgate.billing.console.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Days and moments as people type them. */
class MomentsTest {

    @ParameterizedTest
    @CsvSource({
        "2024-03-09 16:01, 1710000060",
        "2024-03-09T16:01:40Z, 1710000100",
        "2024-03-09 16:01:40.25, 1710000100.250000",
        "1710000100, 1710000100",
        "1710000100.123456, 1710000100.123456",
        "0, 0",
    })
    void a_moment_is_taken_in_utc(String typed, String seconds) {
        assertThat(Moments.moment(typed)).isEqualTo(seconds);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "tomorrow",
                "2024-02-30 00:00",
                "2024-03-09 24:01",
                "2024-03-09",
                "-1",
                "1e3",
                "1.1234567",
                "1960-01-01 00:00",
                "2024-03-09 16:01 CET",
            })
    void what_is_no_moment_is_none(String typed) {
        assertThat(Moments.moment(typed)).isNull();
    }

    @Test
    void a_day_has_a_beginning_and_an_end() {
        assertThat(Moments.day("2024-02-29")).isEqualTo(Instant.parse("2024-02-29T00:00:00Z"));
        assertThat(Moments.endOfDay("2024-02-29")).isEqualTo(Instant.parse("2024-03-01T00:00:00Z"));
        assertThat(Moments.day("2023-02-29")).isNull();
        assertThat(Moments.endOfDay("1.3.2024")).isNull();
    }
}
