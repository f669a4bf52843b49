package io.tollgate.billing.notice;

import io.tollgate.billing.dispatch.Standing;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Calls of core or Stripe that have been held back for some time on this replica. An outage is told
 * of once: the mark says of each service when that was, so that replicas whose breakers opened at
 * the same time do not repeat it; one that opens only later does.
 */
@ApplicationScoped
class BreakerNews implements Source {

    private static final String BETWEEN = ",";
    private static final String SAID = "@";

    private final Standing standing;
    private final NoticeConfig config;
    private final Clock clock;
    private final Map<String, Instant> outages = new ConcurrentHashMap<>();

    BreakerNews(Standing standing, NoticeConfig config, Clock clock) {
        this.standing = standing;
        this.config = config;
        this.clock = clock;
    }

    @Override
    public String topic() {
        return "breakers";
    }

    /** An outage that begins and ends between two messages is remembered for the next. */
    @Override
    public void watch() {
        Instant now = clock.instant();
        for (Standing.Service service : standing.services()) {
            Instant since = service.openSince();
            if (since != null && !now.isBefore(since.plus(config.breakerOpenFor()))) {
                outages.put(service.name(), since);
            }
        }
    }

    @Override
    public Optional<Finding> look(@Nullable String mark) {
        Map<String, Instant> told = read(mark == null ? "" : mark);
        List<String> sentences = new ArrayList<>();
        for (Standing.Service service : standing.services()) {
            Instant outage = outages.get(service.name());
            if (outage != null && outage.isAfter(told.getOrDefault(service.name(), Instant.MIN))) {
                told.put(service.name(), clock.instant());
                sentences.add(sentence(service));
            }
        }
        Optional<News> news =
                sentences.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new News(String.join("; ", sentences), ""));
        return Optional.of(new Finding(write(told), news));
    }

    private String sentence(Standing.Service service) {
        return service.heldBack()
                ? "Calls of %s have been held back for more than %s: events wait"
                        .formatted(service.name(), words(config))
                : "Calls of %s were held back for more than %s, and go through again"
                        .formatted(service.name(), words(config));
    }

    private static String words(NoticeConfig config) {
        long minutes = config.breakerOpenFor().toMinutes();
        return minutes == 0
                ? Counts.of(config.breakerOpenFor().toSeconds(), "second")
                : Counts.of(minutes, "minute");
    }

    private static Map<String, Instant> read(String mark) {
        return Arrays.stream(mark.split(BETWEEN, -1))
                .map(each -> each.split(SAID, 2))
                .filter(parts -> parts.length == 2)
                .collect(
                        Collectors.toMap(
                                parts -> parts[0],
                                parts -> Instant.parse(parts[1]),
                                (one, other) -> other,
                                TreeMap::new));
    }

    private static String write(Map<String, Instant> told) {
        return told.entrySet().stream()
                .map(entry -> entry.getKey() + SAID + entry.getValue())
                .collect(Collectors.joining(BETWEEN));
    }
}
