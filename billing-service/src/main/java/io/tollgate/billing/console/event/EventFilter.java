package io.tollgate.billing.console.event;

import io.tollgate.billing.console.page.Pager;
import io.tollgate.billing.inbox.EventState;
import io.tollgate.billing.inbox.Reason;
import io.tollgate.contracts.problem.ProblemException;
import jakarta.ws.rs.QueryParam;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the list of events is filtered by, as the address says it. */
public final class EventFilter {

    /** Four digits, and far from where the database ends. */
    private static final int LAST_YEAR = 9999;

    @QueryParam("type")
    @Nullable String type;

    @QueryParam("state")
    @Nullable String state;

    @QueryParam("reason")
    @Nullable String reason;

    @QueryParam("customer")
    @Nullable String customer;

    @QueryParam("lane")
    @Nullable String lane;

    @QueryParam("from")
    @Nullable String from;

    @QueryParam("to")
    @Nullable String to;

    public String type() {
        return text(type);
    }

    public String state() {
        return text(state);
    }

    public String reason() {
        return text(reason);
    }

    public String customer() {
        return text(customer);
    }

    public String lane() {
        return text(lane);
    }

    public String from() {
        return text(from);
    }

    public String to() {
        return text(to);
    }

    private static String text(@Nullable String value) {
        String filter = Pager.filter(value);
        return filter == null ? "" : filter;
    }

    /** Every state there is. */
    public List<String> states() {
        return Arrays.stream(EventState.values()).map(EventState::wire).toList();
    }

    /** Every reason there is. */
    public List<String> reasons() {
        return Arrays.stream(Reason.values()).map(Reason::wire).toList();
    }

    @Nullable EventState wantedState() {
        if (state().isEmpty()) {
            return null;
        }
        return Arrays.stream(EventState.values())
                .filter(known -> known.wire().equals(state()))
                .findFirst()
                .orElseThrow(() -> ProblemException.invalid("state", "is none there is"));
    }

    @Nullable Reason wantedReason() {
        return reason().isEmpty()
                ? null
                : Reason.find(reason())
                        .orElseThrow(() -> ProblemException.invalid("reason", "is none there is"));
    }

    /** A time as a browser's field sends it, in UTC, or an exact one. */
    static @Nullable Instant time(String field, String text) {
        if (text.isEmpty()) {
            return null;
        }
        try {
            Instant time =
                    text.endsWith("Z")
                            ? Instant.parse(text)
                            : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
            int year = time.atOffset(ZoneOffset.UTC).getYear();
            if (year < 0 || year > LAST_YEAR) {
                throw noTime(field);
            }
            return time;
        } catch (DateTimeException e) {
            throw noTime(field);
        }
    }

    private static ProblemException noTime(String field) {
        return ProblemException.invalid(field, "is no time such as 2026-03-01T12:00");
    }

    Map<String, @Nullable String> asMap() {
        Map<String, @Nullable String> map = new LinkedHashMap<>();
        map.put("type", type());
        map.put("state", state());
        map.put("reason", reason());
        map.put("customer", customer());
        map.put("lane", lane());
        map.put("from", from());
        map.put("to", to());
        return map;
    }
}
