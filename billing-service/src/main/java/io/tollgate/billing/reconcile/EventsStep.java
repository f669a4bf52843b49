package io.tollgate.billing.reconcile;

import com.fasterxml.jackson.databind.JsonNode;
import io.tollgate.billing.inbox.Repairs;
import io.tollgate.billing.reconcile.Difference.Remedy;
import io.tollgate.billing.stripe.Deadline;
import io.tollgate.billing.stripe.StripeAnswer;
import io.tollgate.billing.stripe.StripeEvents;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Looks through Stripe's list of events for those that were never kept here. */
final class EventsStep implements Step {

    private static final Duration CALL = Duration.ofSeconds(20);

    private final StripeEvents stripe;
    private final Repairs repairs;
    private final Duration grace;

    EventsStep(StripeEvents stripe, Repairs repairs, Duration grace) {
        this.stripe = stripe;
        this.repairs = repairs;
        this.grace = grace;
    }

    /**
     * How far it has come.
     *
     * @param group which types are looked for
     * @param after the last event of the page before; empty for the first page
     */
    private record Place(int group, String after) {

        static Place of(@Nullable String cursor) {
            String[] parts = (cursor == null ? "0/" : cursor).split("/", 2);
            return parts.length == 2
                    ? new Place(Integer.parseInt(parts[0]), parts[1])
                    : new Place(0, parts[0]);
        }

        @Nullable String next(@Nullable String last) {
            if (last != null) {
                return group + "/" + last;
            }
            return group + 1 < StripeEvents.GROUPS ? (group + 1) + "/" : null;
        }
    }

    @Override
    public StepResult look(Run run) throws SQLException {
        Place place = Place.of(run.cursor());
        StripeAnswer answer =
                stripe.page(
                        place.group(),
                        place.after(),
                        run.eventsFrom(),
                        run.eventsUntil(),
                        Deadline.in(CALL));
        return switch (answer) {
            case StripeAnswer.Found(JsonNode list, long asOf) -> page(run, place, list, asOf);
            // The cursor's event is past Stripe's 30 days by now: so is everything behind it.
            case StripeAnswer.Missing() ->
                    new StepResult.Page(
                            List.of(), place.next(null), new StepResult.Checked(0, 0, 0), null);
            case StripeAnswer.Throttled() -> new StepResult.Wait("Stripe throttles");
            case StripeAnswer.Unavailable(String why) -> new StepResult.Wait("Stripe: " + why);
        };
    }

    private StepResult page(Run run, Place place, JsonNode list, long asOf) throws SQLException {
        long until = run.eventsUntil() == null ? asOf - grace.toSeconds() : run.eventsUntil();
        Map<String, JsonNode> events = new LinkedHashMap<>();
        String last = null;
        for (JsonNode event : list.path("data")) {
            last = event.path("id").asText();
            if (event.path("created").asLong() <= until) {
                events.put(last, event);
            }
        }
        Set<String> unknown = repairs.unknown(events.keySet());
        List<Difference> differences = new ArrayList<>();
        events.forEach(
                (id, event) -> {
                    if (unknown.contains(id)) {
                        differences.add(missed(id, event));
                    }
                });
        boolean more = list.path("has_more").asBoolean();
        return new StepResult.Page(
                differences,
                place.next(more ? last : null),
                new StepResult.Checked(events.size(), 0, 0),
                (Long) until);
    }

    private static Difference missed(String id, JsonNode event) {
        return new Difference(
                id,
                Repairs.laneOf(event),
                Kind.NEVER_DELIVERED,
                event.path("type").asText(),
                new Remedy.Keep(event));
    }
}
