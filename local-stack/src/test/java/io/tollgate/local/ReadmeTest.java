package io.tollgate.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.contracts.problem.ProblemCode;
import io.tollgate.local.stack.Layout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the README names is there: files, commands, settings with their defaults, error codes. */
class ReadmeTest {

    private static final Path ROOT = Layout.root();
    private static final Pattern FENCED = Pattern.compile("(?ms)^```(\\w*)$(.*?)^```$");
    private static final Pattern CODE = Pattern.compile("`([^`\\n]+)`");
    private static final Pattern SETTING = Pattern.compile("[A-Z][A-Z0-9]*(_[A-Z0-9]+)+");
    private static final Pattern LINK = Pattern.compile("]\\(([^)#]+)\\)");

    private final String readme = read(ROOT.resolve("README.md"));
    private final String prose = FENCED.matcher(readme).replaceAll("");

    @Test
    void every_file_it_links_to_exists() {
        List<String> links = found(LINK, prose, 1);

        assertThat(links).hasSizeGreaterThan(20);
        assertThat(links).allSatisfy(link -> assertThat(ROOT.resolve(link)).exists());
    }

    @Test
    void every_command_it_names_exists() {
        List<String> commands =
                found(CODE, prose, 1).stream()
                        .filter(code -> code.startsWith("./"))
                        .map(code -> code.split(" ", 2)[0])
                        .toList();

        assertThat(commands).contains("./run", "./verify");
        assertThat(commands).allSatisfy(name -> assertThat(ROOT.resolve(name)).isExecutable());
    }

    @Test
    void every_setting_it_names_exists() {
        Set<String> known = new HashSet<>(defaultsOf("billing-service").keySet());
        known.addAll(defaultsOf("core-service").keySet());
        known.addAll(found(SETTING, read(ROOT.resolve("docker-compose.yml")), 0));
        known.addAll(stackVariables());

        List<String> named =
                found(CODE, prose, 1).stream()
                        .map(code -> code.replaceFirst("^kill -9 \\$", ""))
                        .filter(code -> SETTING.matcher(code).matches())
                        .toList();

        assertThat(named).hasSizeGreaterThan(20);
        assertThat(known).containsAll(named);
    }

    @Test
    void every_default_in_its_tables_is_the_one_in_the_code() {
        for (String module : List.of("billing-service", "core-service")) {
            Map<String, String> actual = defaultsOf(module);
            Map<String, String> told = defaultsTold(module);

            assertThat(told).as(module).hasSizeGreaterThan(2);
            assertThat(actual).containsAllEntriesOf(told);
        }
    }

    @Test
    void every_variable_of_its_shell_lines_is_one_of_the_running_stack() {
        String shell =
                FENCED.matcher(readme)
                        .results()
                        .filter(block -> block.group(1).equals("sh"))
                        .map(block -> block.group(2))
                        .collect(Collectors.joining());
        Set<String> known = new HashSet<>(stackVariables());
        known.addAll(found(Pattern.compile("\\b([A-Z]+)="), shell, 1));

        assertThat(known).containsAll(found(Pattern.compile("\\$([A-Z_]+)"), shell, 1));
    }

    @Test
    void every_error_code_is_told_with_its_status() {
        assertThat(ProblemCode.values())
                .allSatisfy(
                        code ->
                                assertThat(prose)
                                        .containsPattern(
                                                "(?m)^\\|[^|]*\\b%d\\b.*`%s`"
                                                        .formatted(code.status(), code.wire())));
    }

    @Test
    void every_metric_it_names_is_in_the_code() {
        String sources =
                javaSources("billing-service").map(ReadmeTest::read).collect(Collectors.joining())
                        + javaSources("core-service")
                                .map(ReadmeTest::read)
                                .collect(Collectors.joining());
        List<String> metrics =
                found(CODE, prose, 1).stream().filter(it -> it.startsWith("tollgate.")).toList();

        assertThat(metrics).isNotEmpty();
        assertThat(metrics).allSatisfy(name -> assertThat(sources).contains('"' + name + '"'));
    }

    /** Settings of a service as environment variables, with their defaults; "" where none. */
    private static Map<String, String> defaultsOf(String module) {
        Map<String, String> defaults = new HashMap<>();
        javaSources(module)
                .filter(file -> file.toString().endsWith("Config.java"))
                .forEach(file -> readMapping(read(file), defaults));
        Path properties = ROOT.resolve(module + "/src/main/resources/application.properties");
        for (String line : read(properties).lines().toList()) {
            String[] pair = line.split("=", 2);
            if (pair.length == 2 && !line.startsWith("#")) {
                defaults.put(variable(pair[0]), pair[1]);
                found(SETTING, pair[1], 0).forEach(name -> defaults.putIfAbsent(name, ""));
            }
        }
        return defaults;
    }

    /** Reads a configuration interface: its prefix, and each method with the default above it. */
    private static void readMapping(String source, Map<String, String> defaults) {
        String prefix = String.join("", found(Pattern.compile("prefix = \"([^\"]+)\""), source, 1));
        Pattern member =
                Pattern.compile("(?:@WithDefault\\(\"([^\"]+)\"\\)\\s+)?[\\w<>]+ (\\w+)\\(\\);");
        member.matcher(source)
                .results()
                .forEach(
                        found ->
                                defaults.put(
                                        variable(prefix + "." + found.group(2)),
                                        found.group(1) == null ? "" : found.group(1)));
    }

    /** The environment variable of a property. */
    private static String variable(String property) {
        return property.replaceAll("([a-z])([A-Z])", "$1_$2")
                .replaceAll("\\W", "_")
                .toUpperCase(Locale.ROOT);
    }

    /** The rows of a service's table that tell as many defaults as settings. */
    private Map<String, String> defaultsTold(String module) {
        Map<String, String> told = new HashMap<>();
        String table = prose.split("\\| " + module + " \\| default \\|", 2)[1].split("\n\n", 2)[0];
        for (String row : table.lines().toList()) {
            String[] cells = row.split("\\|");
            List<String> names = cells.length < 3 ? List.of() : found(CODE, cells[1], 1);
            List<String> values = cells.length < 3 ? List.of() : found(CODE, cells[2], 1);
            for (int i = 0; i < names.size() && names.size() == values.size(); i++) {
                told.put(names.get(i), values.get(i));
            }
        }
        return told;
    }

    private static Set<String> stackVariables() {
        String source =
                read(ROOT.resolve("local-stack/src/main/java/io/tollgate/local/StackEnv.java"));
        return Set.copyOf(found(Pattern.compile("values\\.put\\(\"([A-Z_]+)\""), source, 1));
    }

    private static Stream<Path> javaSources(String module) {
        try (Stream<Path> files = Files.walk(ROOT.resolve(module + "/src/main/java"))) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> found(Pattern pattern, String text, int group) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult match) -> match.group(group))
                .toList();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
