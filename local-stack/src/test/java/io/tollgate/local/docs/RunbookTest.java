package io.tollgate.local.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.local.stack.Layout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * What the runbook tells somebody to do can be done: every call, setting, metric and file is there.
 */
class RunbookTest {

    private static final Path DOCS = Layout.root().resolve("docs");
    private static final Pattern CODE = Pattern.compile("`([^`\\n]+)`");
    private static final Pattern SETTING = Pattern.compile("[A-Z][A-Z0-9]*(_[A-Z0-9]+)+");

    /** A line of the shell with those it goes on in. */
    private static final Pattern CURL =
            Pattern.compile(
                    "curl [^\"\\n]*\"\\$(?:BILLING|CORE)_URL(/[^\"?]*)(?:[^\\\\\n]|\\\\\n|\\\\.)*");

    private final String runbook = read(DOCS.resolve("runbook.md"));

    @Test
    void every_call_it_shows_is_one_a_service_answers() throws IOException {
        List<String> calls = new ArrayList<>();
        CURL.matcher(runbook).results().forEach(curl -> calls.add(call(curl)));
        found(CODE, runbook).stream()
                .filter(code -> code.matches("(GET|POST|PUT|DELETE) /\\S+"))
                .map(code -> code.split(" ", 2))
                .forEach(code -> calls.add(code[0] + " " + Endpoints.plain(code[1])));

        assertThat(calls).hasSizeGreaterThan(15);
        assertThat(Endpoints.all()).containsAll(calls);
    }

    private static String call(MatchResult curl) {
        String text = curl.group();
        String verb =
                text.contains(" -X PUT")
                        ? "PUT"
                        : text.matches("(?s).* (-X POST|-d ).*") ? "POST" : "GET";
        String path = curl.group(1).replaceFirst("(?<=^/internal/accounts/).*", "{}");
        return verb + " " + Endpoints.plain(path);
    }

    @Test
    void every_setting_it_names_is_in_the_reference() {
        Set<String> known = new HashSet<>(found(CODE, read(DOCS.resolve("configuration.md"))));
        known.addAll(
                SETTING.matcher(
                                read(
                                        Layout.root()
                                                .resolve(
                                                        "local-stack/src/main/java/io/tollgate/local/StackEnv.java")))
                        .results()
                        .map(MatchResult::group)
                        .toList());

        List<String> named =
                found(CODE, runbook).stream().filter(it -> SETTING.matcher(it).matches()).toList();

        assertThat(named).hasSizeGreaterThan(20);
        assertThat(known).containsAll(named);
    }

    @Test
    void every_metric_it_names_is_one_of_the_rules_or_the_dashboard() {
        String watched =
                read(Layout.root().resolve("deploy/observability/alerts.yml"))
                        + read(
                                Layout.root()
                                        .resolve(
                                                "deploy/observability/grafana/dashboards/tollgate.json"));
        List<String> metrics =
                found(CODE, runbook).stream().filter(it -> it.startsWith("tollgate_")).toList();

        assertThat(metrics).isNotEmpty();
        assertThat(metrics).allSatisfy(metric -> assertThat(watched).contains(metric));
    }

    @Test
    void every_file_and_section_it_links_to_exists() {
        List<String> links = found(Pattern.compile("]\\(([^)]+)\\)"), runbook);
        List<String> anchors =
                runbook.lines()
                        .filter(line -> line.startsWith("#"))
                        .map(
                                line ->
                                        line.replaceFirst("#+ ", "#")
                                                .toLowerCase(Locale.ROOT)
                                                .replace(' ', '-'))
                        .toList();

        assertThat(links).hasSizeGreaterThan(8);
        assertThat(links)
                .allSatisfy(
                        link -> {
                            if (link.startsWith("#")) {
                                assertThat(anchors).contains(link);
                            } else {
                                assertThat(DOCS.resolve(link)).exists();
                            }
                        });
    }

    private static List<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(match -> match.group(1)).toList();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
