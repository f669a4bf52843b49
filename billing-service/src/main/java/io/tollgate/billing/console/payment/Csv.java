package io.tollgate.billing.console.payment;

import java.util.List;

/**
 * Writes tables as RFC 4180 has them. What a spreadsheet would take for a formula is written so
 * that it is a text: an apostrophe comes first (OWASP: CSV injection).
 */
final class Csv {

    private static final String FORMULA = "=+-@\t\r\n";
    private static final String END = "\r\n";

    private final StringBuilder text = new StringBuilder();

    void row(List<String> cells) {
        text.append(String.join(",", cells.stream().map(Csv::cell).toList())).append(END);
    }

    private static String cell(String content) {
        boolean formula = !content.isEmpty() && FORMULA.indexOf(content.charAt(0)) >= 0;
        String safe = formula ? "'" + content : content;
        boolean plain =
                safe.equals(safe.strip())
                        && safe.chars().noneMatch(c -> c == ',' || c == '"' || c < ' ');
        return plain ? safe : '"' + safe.replace("\"", "\"\"") + '"';
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
