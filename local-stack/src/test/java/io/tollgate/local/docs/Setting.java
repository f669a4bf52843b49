package io.tollgate.local.docs;

import java.util.Locale;

/**
 * One setting of a service.
 *
 * @param property its name in the configuration, such as {@code tollgate.dispatch.lease}
 * @param variable the environment variable that sets it
 * @param type in a word: duration, number, bytes, text and so on
 * @param fallback its default; empty if it has none
 * @param meaning what it is for, with units
 */
record Setting(String property, String variable, String type, String fallback, String meaning) {

    private static final String REQUIRED = "Required.";

    /** The variable that sets a property, by the rule of MicroProfile Config. */
    static String variableOf(String property) {
        return property.replaceAll("\\W", "_").toUpperCase(Locale.ROOT);
    }

    Setting alias(String name, String value) {
        return new Setting(property, name, type, value.isEmpty() ? fallback : value, meaning);
    }

    /** A row of a Markdown table. */
    String row() {
        String told = fallback.isEmpty() ? "none" : "`" + fallback + "`";
        return "| `%s` | %s | %s | %s |"
                .formatted(
                        variable,
                        type,
                        meaning.contains(REQUIRED) ? "required" : told,
                        meaning.replace(REQUIRED, "").replace("|", "\\|").strip());
    }
}
