package io.tollgate.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tollgate.local.stack.Layout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whoever is called by an alert is told what it means and led to what mends it. */
class AlertRulesTest {

    @Test
    void every_alert_says_what_it_means_and_leads_to_its_section_of_the_runbook()
            throws IOException {
        List<JsonNode> alerts = Watching.alerts();

        assertThat(alerts).hasSizeGreaterThan(10);
        assertThat(alerts)
                .allSatisfy(
                        alert -> {
                            JsonNode told = alert.path("annotations");
                            assertThat(told.path("summary").asText()).isNotBlank();
                            assertThat(told.path("description").asText()).isNotBlank();
                            assertThat(alert.path("labels").path("severity").asText())
                                    .isIn("critical", "warning");
                            String[] link = told.path("runbook_url").asText().split("#", 2);
                            assertThat(anchors(Layout.root().resolve(link[0]))).contains(link[1]);
                        });
    }

    @Test
    void the_section_says_what_it_means_what_to_look_at_and_what_mends_it() throws IOException {
        for (JsonNode alert : Watching.alerts()) {
            String[] link = alert.at("/annotations/runbook_url").asText().split("#", 2);
            assertThat(section(Files.readString(Layout.root().resolve(link[0])), link[1]))
                    .as(link[1])
                    .contains("**Means**", "**Look**", "**Mend**");
        }
    }

    private static String section(String text, String anchor) {
        return Stream.of(text.split("(?m)^## "))
                .filter(part -> anchor(part.lines().findFirst().orElse("")).equals(anchor))
                .findFirst()
                .orElse("");
    }

    @Test
    void every_alert_is_tried_in_the_rules_own_tests() throws IOException {
        Set<String> tried =
                Watching.yaml("alerts_test.yml").findValuesAsText("alertname").stream()
                        .collect(Collectors.toSet());

        assertThat(Watching.alerts())
                .extracting(alert -> alert.path("alert").asText())
                .allMatch(tried::contains);
    }

    /** The headings of a Markdown file, as they are linked to. */
    private static List<String> anchors(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .filter(line -> line.startsWith("#"))
                .map(line -> anchor(line.replaceFirst("#+ ", "")))
                .toList();
    }

    private static String anchor(String heading) {
        return heading.toLowerCase(Locale.ROOT).replaceAll("[^\\w -]", "").replace(' ', '-');
    }
}
