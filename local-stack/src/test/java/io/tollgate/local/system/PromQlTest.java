package io.tollgate.local.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Which words of an expression are metrics. */
class PromQlTest {

    @Test
    void functions_aggregations_and_durations_are_no_metrics() {
        PromQl read =
                PromQl.of(
                        "histogram_quantile(0.99, sum by (le)"
                            + " (rate(a_bucket{x=\"1\",y=~\"p|q\"}[5m]))) > 2 and on (job) max(b)"
                            + " unless c offset 5m == 1e3");

        assertThat(read.selectors())
                .extracting(PromQl.Selector::metric)
                .containsExactly("a_bucket", "b", "c");
        assertThat(read.selectors().getFirst().conditions())
                .containsExactly(
                        new PromQl.Condition("x", "=", "1"),
                        new PromQl.Condition("y", "=~", "p|q"));
        assertThat(read.groupedBy()).containsExactlyInAnyOrder("le", "job");
    }

    @Test
    void what_cannot_be_read_is_not_passed_over() {
        assertThatThrownBy(() -> PromQl.of("sum(a) @ ?"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
