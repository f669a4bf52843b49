package io.tollgate.local.system;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an expression of Prometheus asks for: its metrics with their matchers, and the labels it
 * groups by. Functions, aggregations, keywords, numbers and durations are none of it.
 */
record PromQl(List<Selector> selectors, Set<String> groupedBy) {

    /** One metric, and what its labels must be. */
    record Selector(String metric, List<Condition> conditions) {}

    /** A label and what it is held against: {@code =}, {@code !=}, {@code =~} or {@code !~}. */
    record Condition(String label, String operator, String value) {}

    private static final Pattern TOKEN =
            Pattern.compile(
                    "\\s+|\"(?:[^\"\\\\]|\\\\.)*\"|'(?:[^'\\\\]|\\\\.)*'|\\[[^\\]]*]"
                            + "|[0-9.]\\w*|[a-zA-Z_:][\\w:]*|=~|!~|[=!<>]=|[-+*/%^(){},=<>]");

    private static final Set<String> GROUPING =
            Set.of("by", "without", "on", "ignoring", "group_left", "group_right");

    private static final Set<String> WORDS =
            Set.of("and", "or", "unless", "bool", "offset", "inf", "nan");

    static PromQl of(String expression) {
        return new Reader(tokens(expression)).read();
    }

    private static List<String> tokens(String expression) {
        List<String> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(expression);
        int end = 0;
        while (end < expression.length()) {
            if (!matcher.find(end) || matcher.start() != end) {
                throw new IllegalArgumentException("not read from " + end + ": " + expression);
            }
            if (!matcher.group().isBlank()) {
                tokens.add(matcher.group());
            }
            end = matcher.end();
        }
        return tokens;
    }

    private static final class Reader {

        private final List<String> tokens;
        private final List<Selector> selectors = new ArrayList<>();
        private final Set<String> groupedBy = new HashSet<>();
        private int next;

        Reader(List<String> tokens) {
            this.tokens = tokens;
        }

        PromQl read() {
            while (next < tokens.size()) {
                String token = tokens.get(next++);
                if (GROUPING.contains(token)) {
                    labels();
                } else if (isMetric(token)) {
                    selectors.add(new Selector(token, conditions()));
                }
            }
            return new PromQl(List.copyOf(selectors), Set.copyOf(groupedBy));
        }

        private boolean isMetric(String token) {
            boolean word = Character.isLetter(token.charAt(0)) || token.charAt(0) == '_';
            boolean called = at("(") || at("by") || at("without");
            return word && !called && !WORDS.contains(token);
        }

        private boolean at(String token) {
            return next < tokens.size() && tokens.get(next).equals(token);
        }

        private void labels() {
            next++;
            while (!at(")")) {
                String label = tokens.get(next++);
                if (!label.equals(",")) {
                    groupedBy.add(label);
                }
            }
            next++;
        }

        private List<Condition> conditions() {
            List<Condition> conditions = new ArrayList<>();
            if (at("{")) {
                next++;
                while (!at("}")) {
                    String value = tokens.get(next + 2);
                    conditions.add(
                            new Condition(
                                    tokens.get(next),
                                    tokens.get(next + 1),
                                    value.substring(1, value.length() - 1)));
                    next += 3;
                    if (at(",")) {
                        next++;
                    }
                }
                next++;
            }
            return List.copyOf(conditions);
        }
    }
}
