package io.tollgate.billing.console.lookup;

import io.tollgate.billing.core.Look;
import io.tollgate.contracts.problem.ProblemCode;
import io.tollgate.contracts.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Gathers what core tells for one page, and what the page has to say it cannot show. */
public final class Lookup {

    private final List<String> gaps = new ArrayList<>();

    /**
     * What was looked up; empty if core has no such thing, or if it is noted as a gap.
     *
     * @param what of the page it would have been, such as {@code The payments}
     * @throws ProblemException core_unavailable: then there is no page
     */
    public <T> Optional<T> take(Look<T> look, String what) {
        return switch (look) {
            case Look.Seen<T>(T value) -> Optional.of(value);
            case Look.Missing<T> _ -> Optional.empty();
            case Look.Refused<T>(String why) -> gap(what + " cannot be shown: " + why);
            case Look.Older<T> _ -> gap(what + " cannot be shown: " + OLDER);
            case Look.Away<T> _ -> throw away();
        };
    }

    /** What is said of a core that does not know a question. */
    public static final String OLDER =
            "core-service does not offer it. It is older than this billing-service, or the key it"
                    + " is called with has another scope.";

    /** What is said where core cannot be reached. */
    public static ProblemException away() {
        return new ProblemException(
                ProblemCode.CORE_UNAVAILABLE,
                "core-service cannot be reached, so what it knows cannot be shown now. Webhooks are"
                        + " kept meanwhile. Load the page again shortly.");
    }

    private <T> Optional<T> gap(String sentence) {
        gaps.add(sentence);
        return Optional.empty();
    }

    /** What cannot be shown, a sentence each. */
    public List<String> gaps() {
        return List.copyOf(gaps);
    }
}
