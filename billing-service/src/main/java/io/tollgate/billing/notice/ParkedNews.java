package io.tollgate.billing.notice;

import io.tollgate.billing.inbox.ParkedSince;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Events that lie parked until an operator does something. */
@ApplicationScoped
class ParkedNews implements Source {

    private static final Duration STRETCH = Duration.ofMinutes(10);

    private final ParkedSince parked;

    ParkedNews(ParkedSince parked) {
        this.parked = parked;
    }

    @Override
    public String topic() {
        return "parked";
    }

    @Override
    public Optional<Finding> look(@Nullable String mark) throws SQLException {
        ParkedSince.Parked found = parked.count(mark == null ? null : Instant.parse(mark));
        if (found.byReason().isEmpty()) {
            return Optional.of(new Finding(mark(mark, found.until()), Optional.empty()));
        }
        long events = Counts.sum(found.byReason());
        String number = events >= ParkedSince.MOST ? "Over " : "";
        String sentence =
                number
                        + Counts.of(events, "event")
                        + " parked for an operator: "
                        + Counts.list(found.byReason());
        return Optional.of(
                new Finding(
                        found.until().toString(),
                        Optional.of(new News(sentence, "/events?state=parked"))));
    }

    /** Moved now and then, so that the same stretch is not looked through for ever. */
    private static String mark(@Nullable String before, Instant until) {
        return before == null || Instant.parse(before).plus(STRETCH).isBefore(until)
                ? until.toString()
                : before;
    }
}
