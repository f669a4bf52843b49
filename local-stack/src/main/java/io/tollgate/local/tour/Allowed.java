package io.tollgate.local.tour;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/**
 * What core says a user may do.
 *
 * @param plan the plan that counts
 * @param status Stripe's word behind it, or {@code -}
 * @param projects how many projects, or {@code unlimited}
 * @param why the reason core gives
 * @param until the day (UTC) on which that ends if nothing new arrives, or {@code -}
 */
record Allowed(String plan, String status, String projects, String why, String until)
        implements Seen {

    static final Allowed UNKNOWN = new Allowed("?", "?", "?", "?", "?");

    static final String NEVER = "-";

    /** The day of a Unix time. */
    static String day(long unixSeconds) {
        return LocalDate.ofInstant(Instant.ofEpochSecond(unixSeconds), ZoneOffset.UTC).toString();
    }

    /** From core's quota summary. */
    static Allowed of(JsonNode summary) {
        JsonNode projects = summary.at("/resources/projects");
        return new Allowed(
                summary.path("plan").asText("?"),
                summary.path("status").asText("-"),
                projects.path("unlimited").asBoolean()
                        ? "unlimited"
                        : projects.path("limit").asText("?"),
                summary.path("reason").asText("?"),
                summary.path("access_until").isIntegralNumber()
                        ? day(summary.path("access_until").longValue())
                        : NEVER);
    }

    @Override
    public List<String> cells() {
        return List.of(plan, status, projects, why, until);
    }
}
