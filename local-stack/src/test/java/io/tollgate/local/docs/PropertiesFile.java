package io.tollgate.local.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The settings a service's {@code application.properties} offers. A comment that begins with {@code
 * #:} says what the property below it is for; one without a value stands there as {@code #name=}.
 *
 * @param aliases the variables some properties are set by, with their defaults
 */
record PropertiesFile(List<Setting> told, Map<String, Alias> aliases) {

    /** A short name for a property. */
    record Alias(String variable, String fallback) {}

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z_]+):([^}]*)}");

    /** The libraries' own word for "not set". */
    private static final String UNSET = "NONE";

    static PropertiesFile read(Path file) throws IOException {
        List<Setting> told = new ArrayList<>();
        Map<String, Alias> aliases = new LinkedHashMap<>();
        String meaning = "";
        for (String line : Files.readAllLines(file)) {
            String[] pair = line.replaceFirst("^#(?=[a-z][\\w.-]*=)", "").split("=", 2);
            if (line.startsWith("#:")) {
                meaning = (meaning + " " + line.substring(2).strip()).strip();
            } else if (pair.length == 2 && !pair[0].startsWith("#")) {
                Matcher variable = VARIABLE.matcher(pair[1]);
                Alias alias =
                        variable.matches()
                                ? new Alias(variable.group(1), set(variable.group(2)))
                                : new Alias(Setting.variableOf(pair[0]), pair[1]);
                if (variable.matches()) {
                    aliases.put(pair[0], alias);
                }
                if (!meaning.isEmpty()) {
                    told.add(setting(pair[0], alias, meaning));
                    meaning = "";
                }
            }
        }
        return new PropertiesFile(told, aliases);
    }

    private static String set(String value) {
        return value.equals(UNSET) ? "" : value;
    }

    private static Setting setting(String property, Alias alias, String meaning) {
        String value = alias.fallback();
        String type =
                switch (value) {
                    case "true", "false" -> "`true` or `false`";
                    default -> value.matches("[0-9.]+") ? "number" : "text";
                };
        return new Setting(property, alias.variable(), type, value, meaning);
    }
}
