package io.tollgate.testing;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a service exposes to Prometheus, as Prometheus reads it. */
public record Scrape(List<Series> series) {

    /** Behind a value an exemplar may stand, which names a trace. */
    private static final Pattern LINE =
            Pattern.compile("([a-zA-Z_:]\\w*)(?:\\{(.*?)})? (\\S+)(?: # .*)?");

    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

    /** One line of it. */
    public record Series(String name, Map<String, String> labels, double value) {}

    /** Asks a service's management port. */
    public static Scrape of(URI management) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest get = HttpRequest.newBuilder(management.resolve("/q/metrics")).build();
            return parse(client.send(get, BodyHandlers.ofString()).body());
        }
    }

    static Scrape parse(String text) {
        return new Scrape(
                text.lines()
                        .filter(line -> !line.startsWith("#") && !line.isBlank())
                        .map(Scrape::series)
                        .toList());
    }

    private static Series series(String line) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a series: " + line);
        }
        Map<String, String> labels = new TreeMap<>();
        if (matcher.group(2) != null) {
            LABEL.matcher(matcher.group(2))
                    .results()
                    .forEach(label -> labels.put(label.group(1), label.group(2)));
        }
        return new Series(matcher.group(1), labels, Double.parseDouble(matcher.group(3)));
    }

    /** The names there are. */
    public Set<String> names() {
        return series.stream().map(Series::name).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The values a label of a metric has. */
    public Set<String> values(String name, String label) {
        return series.stream()
                .filter(each -> each.name().equals(name) && each.labels().containsKey(label))
                .map(each -> String.valueOf(each.labels().get(label)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The labels of a metric. */
    public Set<String> labels(String name) {
        return series.stream()
                .filter(each -> each.name().equals(name))
                .flatMap(each -> each.labels().keySet().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** A metric over all its series with these labels. */
    public double sum(String name, Map<String, String> labels) {
        return series.stream()
                .filter(each -> each.name().equals(name))
                .filter(each -> each.labels().entrySet().containsAll(labels.entrySet()))
                .mapToDouble(Series::value)
                .sum();
    }
}
