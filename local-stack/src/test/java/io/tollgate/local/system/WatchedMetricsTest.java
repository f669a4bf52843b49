package io.tollgate.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.local.stack.Stack;
import io.tollgate.testing.Scrape;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A rule about a metric that nobody exposes never fires: every one of them is looked for. */
class WatchedMetricsTest {

    /** Prometheus' own, about the scrape. */
    private static final String UP = "up";

    /** Labels that the scrape adds. */
    private static final Set<String> ADDED = Set.of("job", "instance");

    @Test
    void rules_and_dashboard_ask_only_for_what_the_services_expose() throws Exception {
        Random random = new Random(Soak.seed("watched metrics"));
        Scrape scrape;
        try (Stack stack = Systems.withStripe().start()) {
            new Shop(stack, random).signUp(1);
            new Agreement(stack).settle();
            scrape = both(stack);
        }

        List<String> expressions = Watching.expressions();

        assertThat(expressions).hasSizeGreaterThan(40);
        assertThat(expressions).allSatisfy(expression -> isAnswered(expression, scrape));
    }

    private static Scrape both(Stack stack) throws Exception {
        List<Scrape.Series> series = new ArrayList<>();
        series.addAll(Scrape.of(stack.billing(0).managementUrl()).series());
        series.addAll(Scrape.of(stack.core().managementUrl()).series());
        return new Scrape(series);
    }

    private static void isAnswered(String expression, Scrape scrape) {
        PromQl asked = PromQl.of(expression);
        Set<String> labels = new TreeSet<>(ADDED);
        assertThat(asked.selectors()).as(expression).isNotEmpty();
        for (PromQl.Selector selector : asked.selectors()) {
            if (!selector.metric().equals(UP)) {
                assertThat(scrape.names()).as(expression).contains(selector.metric());
                selector.conditions().forEach(it -> occurs(selector.metric(), it, scrape));
                labels.addAll(scrape.labels(selector.metric()));
            }
        }
        assertThat(labels).as(expression).containsAll(asked.groupedBy());
    }

    /** Each alternative of a condition fits a series that is there. */
    private static void occurs(String metric, PromQl.Condition condition, Scrape scrape) {
        Set<String> values = scrape.values(metric, condition.label());
        assertThat(Stream.of(condition.value().split("\\|")))
                .as("%s %s".formatted(metric, condition))
                .allMatch(one -> values.stream().anyMatch(it -> Pattern.matches(one, it)));
    }
}
