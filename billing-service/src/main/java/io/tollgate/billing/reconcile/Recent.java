package io.tollgate.billing.reconcile;

import com.fasterxml.jackson.databind.JsonNode;
import io.tollgate.billing.inbox.Repairs;
import io.tollgate.billing.stripe.Deadline;
import io.tollgate.billing.stripe.StripeAnswer;
import io.tollgate.billing.stripe.StripeEvents;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Knows which lanes changed at Stripe so lately that the event may still be on its way to us. Asked
 * only where something differs.
 */
final class Recent {

    private static final Duration CALL = Duration.ofSeconds(20);

    /** At 100 events a page, more than an account makes within the grace; bounds the loop. */
    private static final int MAX_PAGES = 20;

    private final StripeEvents stripe;
    private final Repairs repairs;
    private final Duration grace;

    Recent(StripeEvents stripe, Repairs repairs, Duration grace) {
        this.stripe = stripe;
        this.repairs = repairs;
        this.grace = grace;
    }

    /**
     * Lanes of events that were made within the grace and have not been kept here.
     *
     * @param now Stripe's clock when the difference was read, Unix seconds: asked before that, the
     *     list could lack the very change
     */
    Set<String> of(long now) throws SQLException {
        long from = now - grace.toSeconds();
        Set<String> found = new HashSet<>();
        for (int group = 0; group < StripeEvents.GROUPS; group++) {
            of(group, from, found);
        }
        return found;
    }

    private void of(int group, long from, Set<String> found) throws SQLException {
        String after = "";
        for (int page = 0; page < MAX_PAGES; page++) {
            StripeAnswer answer = stripe.page(group, after, from, null, Deadline.in(CALL));
            if (!(answer instanceof StripeAnswer.Found list)) {
                return;
            }
            Map<String, String> laneByEvent = new HashMap<>();
            for (JsonNode event : list.body().path("data")) {
                after = event.path("id").asText();
                laneByEvent.put(after, Repairs.laneOf(event));
            }
            repairs.unknown(laneByEvent.keySet()).forEach(id -> found.add(laneByEvent.get(id)));
            if (!list.body().path("has_more").asBoolean()) {
                return;
            }
        }
    }
}
