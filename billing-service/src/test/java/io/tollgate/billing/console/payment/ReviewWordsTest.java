package io.tollgate.billing.console.payment;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.contracts.payment.ReviewReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each reason of core's has its words. */
class ReviewWordsTest {

    @ParameterizedTest
    @EnumSource
    void every_reason_says_why_and_what_to_do(ReviewReason reason) {
        ReviewWords words = ReviewWords.of(reason.wire());

        assertThat(words.why()).endsWith(".");
        assertThat(words.next()).endsWith(".");
        assertThat(words.why()).doesNotContain("does not know");
    }

    @Test
    void a_reason_of_a_newer_core_is_shown_as_it_is() {
        assertThat(ReviewWords.of("moon_phase").why()).contains("newer than this console");
        assertThat(ReviewWords.of("moon_phase").word()).isEqualTo("moon_phase");
    }
}
