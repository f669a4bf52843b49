package io.tollgate.billing.notice;

import io.tollgate.billing.dispatch.Standing;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Calls of core or Stripe that have been held back for some time on this replica. Each outage is
 * told of once: the mark says of each service when that was, for all replicas.
 */
@ApplicationScoped
class BreakerNews implements Source {

    private static final String BETWEEN = ",";
    private static final String SAID = "@";

    private final Standing standing;
    private final NoticeConfig config;
    private final Clock clock;

    BreakerNews(Standing standing, NoticeConfig config, Clock clock) {
        this.standing = standing;
        this.config = config;
        this.clock = clock;
    }

    @Override
    public String topic() {
        return "breakers";
    }

    @Override
    public Optional<Finding> look(@Nullable String mark) {
        Instant now = clock.instant();
        Map<String, Instant> told = read(mark == null ? "" : mark);
        List<String> news =
                standing.services().stream()
                        .filter(service -> isNews(service, told, now))
                        .map(Standing.Service::name)
                        .toList();
        news.forEach(service -> told.put(service, now));
        String sentence =
                "Calls of %s have been held back for more than %s: events wait"
                        .formatted(String.join(" and ", news), words(config));
        return Optional.of(
                new Finding(
                        write(told),
                        news.isEmpty() ? Optional.empty() : Optional.of(new News(sentence, ""))));
    }

    private boolean isNews(Standing.Service service, Map<String, Instant> told, Instant now) {
        Instant since = service.openSince();
        return since != null
                && !now.isBefore(since.plus(config.breakerOpenFor()))
                && since.isAfter(told.getOrDefault(service.name(), Instant.MIN));
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
