package io.tollgate.billing.console.event;

import io.quarkus.qute.TemplateExtension;
import io.tollgate.billing.inbox.EventLog.Entry;
import io.tollgate.billing.inbox.Reason;
import io.tollgate.billing.inbox.ReasonText;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How pages speak of events, as methods of templates. */
@TemplateExtension
public final class EventWords {

    private EventWords() {}

    /** The class of an event's badge: what is for an operator stands out. */
    public static String tone(Entry event) {
        return switch (event.state()) {
            case "forwarded" -> "good";
            case "pending" -> "warn";
            case "parked" -> isForOperator(event) ? "bad" : "";
            default -> "";
        };
    }

    private static boolean isForOperator(Entry event) {
        return reason(event)
                .filter(reason -> reason.audience() == Reason.Audience.OPERATOR)
                .isPresent();
    }

    private static Optional<Reason> reason(Entry event) {
        return event.reason() == null ? Optional.empty() : Reason.find(event.reason());
    }

    /** Its reason in words; null without one, or with one this version does not know. */
    public static @Nullable ReasonText reasonText(Entry event) {
        return reason(event).map(ReasonText::of).orElse(null);
    }

    /** Whether a replay could change anything. */
    public static boolean replayable(Entry event) {
        return !event.state().equals("pending")
                && reason(event).map(Reason::isReplayable).orElse(true);
    }

    /** The word for its mode. */
    public static String mode(Entry event) {
        Boolean live = event.livemode();
        return live == null ? "not said" : live ? "live" : "test";
    }
}
