package io.tollgate.local.standin.state;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** What one unit of a product costs for one interval. */
public final class Price extends Doc {

    public Price(ObjectNode json) {
        super(json);
    }

    public long unitAmount() {
        return amount("unit_amount");
    }

    public String currency() {
        return text("currency");
    }

    /** {@code day}, {@code week}, {@code month} or {@code year}; empty if it is paid once. */
    public String interval() {
        return json().at("/recurring/interval").asText("");
    }

    public int intervalCount() {
        return json().at("/recurring/interval_count").asInt(1);
    }

    /** Whether both renew at the same rhythm. */
    public boolean hasRhythmOf(Price other) {
        return interval().equals(other.interval()) && intervalCount() == other.intervalCount();
    }
}
