package io.tollgate.local.tour;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What core says a user may do.
 *
 * @param plan the plan that counts
 * @param status Stripe's word behind it, or {@code -}
 * @param projects how many projects, or {@code unlimited}
 * @param why the reason core gives
 */
record Allowed(String plan, String status, String projects, String why) {

    static final Allowed UNKNOWN = new Allowed("?", "?", "?", "?");

    /** From core's quota summary. */
    static Allowed of(JsonNode summary) {
        JsonNode projects = summary.at("/resources/projects");
        return new Allowed(
                summary.path("plan").asText("?"),
                summary.path("status").asText("-"),
                projects.path("unlimited").asBoolean()
                        ? "unlimited"
                        : projects.path("limit").asText("?"),
                summary.path("reason").asText("?"));
    }
}
