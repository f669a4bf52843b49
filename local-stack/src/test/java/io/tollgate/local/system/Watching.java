package io.tollgate.local.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tollgate.local.stack.Layout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The rules and the dashboard a deployment is watched by, as their files say. */
final class Watching {

    private static final Path FOLDER = Layout.root().resolve("deploy/observability");

    private static final ObjectMapper JSON = new ObjectMapper();

    private Watching() {}

    static JsonNode yaml(String file) throws IOException {
        Object read =
                new Yaml(new SafeConstructor(new LoaderOptions()))
                        .load(Files.readString(FOLDER.resolve(file)));
        return JSON.valueToTree(read);
    }

    static List<JsonNode> alerts() throws IOException {
        return yaml("alerts.yml").path("groups").valueStream().flatMap(Watching::rules).toList();
    }

    private static Stream<JsonNode> rules(JsonNode group) {
        return group.path("rules").valueStream();
    }

    /** Every expression of every rule and every panel. */
    static List<String> expressions() throws IOException {
        JsonNode dashboard =
                JSON.readTree(FOLDER.resolve("grafana/dashboards/tollgate.json").toFile());
        return Stream.concat(
                        alerts().stream(),
                        dashboard
                                .path("panels")
                                .valueStream()
                                .flatMap(panel -> panel.path("targets").valueStream()))
                .map(each -> each.path("expr").asText())
                .toList();
    }
}
