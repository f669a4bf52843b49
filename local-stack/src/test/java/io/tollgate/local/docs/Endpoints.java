package io.tollgate.local.docs;

import io.tollgate.local.stack.Layout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Every method and path the services answer, read from the annotations of the source. */
final class Endpoints {

    private static final Pattern ANNOTATION =
            Pattern.compile(
                    "@(GET|POST|PUT|DELETE)\\b|@Path\\(\"([^\"]*)\"\\)|\\b(?:class|interface|record)"
                        + " [A-Z]|\\)\\s*(?:throws [\\w, ]+)?[{;]");

    private Endpoints() {}

    /** Such as {@code GET /admin/events/{}}. */
    static Set<String> all() throws IOException {
        Set<String> all = new TreeSet<>();
        for (String module : List.of("shared-contracts", "billing-service", "core-service")) {
            try (Stream<Path> files =
                    Files.walk(Layout.root().resolve(module + "/src/main/java"))) {
                for (Path file : files.filter(it -> it.toString().endsWith(".java")).toList()) {
                    read(Files.readString(file), all);
                }
            }
        }
        return all;
    }

    private static void read(String source, Set<String> all) {
        String base = "";
        String path = "";
        String verb = "";
        boolean inside = false;
        Matcher found = ANNOTATION.matcher(source);
        while (found.find()) {
            if (found.group(1) != null) {
                verb = found.group(1);
            } else if (found.group(2) != null) {
                path = found.group(2);
            } else if (found.group().matches("(class|interface|record) [A-Z]")) {
                base = inside ? base : path;
                path = "";
                inside = true;
            } else if (!verb.isEmpty()) {
                all.add(verb + " " + plain(base + "/" + path));
                verb = "";
                path = "";
            }
        }
    }

    /** With one slash between the parts, and every variable as {@code {}}. */
    static String plain(String path) {
        return ("/" + path)
                .replaceAll("\\{[^}]*}|\\$\\w+", "{}")
                .replaceAll("/+", "/")
                .replaceFirst("(?<=.)/$", "");
    }
}
