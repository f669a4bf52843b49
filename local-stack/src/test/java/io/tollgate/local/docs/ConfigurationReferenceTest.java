package io.tollgate.local.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.local.stack.Layout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/configuration.md is made from the code, and fails the build when it is not the same. */
class ConfigurationReferenceTest {

    private static final Path FILE = Layout.root().resolve("docs/configuration.md");

    private static final String REWRITE =
            "mvn -pl local-stack -am test -Dtest=ConfigurationReferenceTest"
                    + " -Dsurefire.failIfNoSpecifiedTests=false -Ddocs.write=true";

    private static final String INTRODUCTION =
            """
            # Configuration

            Every setting of both services, made from the source: change the comment there, then run

            ```sh
            %s
            ```

            A setting is an environment variable. One that cannot work stops the start with a message
            that names it and quotes no secret. A duration is written as in the defaults: `500MS`,
            `60S`, `5M`, `1H`, `P3D`; bytes as `24M`. Quarkus' own settings, such as
            `QUARKUS_HTTP_LIMITS_MAX_CONNECTIONS`, can be given in the same way; the values chosen here
            stand in each service's `application.properties` with their reasons.
            """
                    .formatted(REWRITE);

    @Test
    void the_reference_is_what_the_code_says() throws IOException {
        String made = INTRODUCTION + section("billing-service") + section("core-service");
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(FILE, made);
        }

        assertThat(Files.readString(FILE)).as("run: " + REWRITE).isEqualTo(made);
    }

    private static String section(String module) throws IOException {
        StringBuilder text = new StringBuilder("\n## " + module + "\n\n");
        text.append("| variable | type | default | meaning |\n|---|---|---|---|\n");
        settings(module).forEach(setting -> text.append(setting.row()).append('\n'));
        return text.toString();
    }

    /** What is told in application.properties, then every configuration interface. */
    private static List<Setting> settings(String module) throws IOException {
        PropertiesFile file =
                PropertiesFile.read(
                        Layout.root()
                                .resolve(module + "/src/main/resources/application.properties"));
        List<Setting> settings = new ArrayList<>(file.told());
        for (Setting setting : Mappings.read(interfaces(module))) {
            PropertiesFile.Alias alias = file.aliases().get(setting.property());
            settings.add(
                    alias == null ? setting : setting.alias(alias.variable(), alias.fallback()));
        }
        List<String> told = settings.stream().map(Setting::property).toList();
        assertThat(told).as("settings of " + module).doesNotHaveDuplicates();
        assertThat(told).as("aliases of " + module).containsAll(file.aliases().keySet());
        return settings;
    }

    private static List<Path> interfaces(String module) throws IOException {
        try (Stream<Path> files = Files.walk(Layout.root().resolve(module + "/src/main/java"))) {
            return files.filter(file -> file.toString().endsWith("Config.java")).sorted().toList();
        }
    }
}
