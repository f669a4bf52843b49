package io.tollgate.local.standin.billing;

import java.util.List;
import java.util.Set;

/** What a merchant sets in Stripe's dashboard, as far as it matters here. */
public final class AccountSettings {

    /** What can become of a subscription whose retries have all failed. */
    private static final Set<String> ENDS = Set.of("canceled", "unpaid", "past_due");

    /** Stripe leaves a renewal's draft for about an hour. */
    private static final long DEFAULT_DRAFT_SECONDS = 3600;

    private static final List<Integer> DEFAULT_RETRY_DAYS = List.of(3, 5, 7);

    private volatile String dunningEnd = "canceled";
    private volatile long draftSeconds = DEFAULT_DRAFT_SECONDS;
    private volatile List<Integer> retryDays = DEFAULT_RETRY_DAYS;

    public String dunningEnd() {
        return dunningEnd;
    }

    public void dunningEnd(String status) {
        if (!ENDS.contains(status)) {
            throw new IllegalArgumentException("dunning_end is one of " + ENDS);
        }
        dunningEnd = status;
    }

    public long draftSeconds() {
        return draftSeconds;
    }

    public void draftSeconds(long seconds) {
        if (seconds < 0) {
            throw new IllegalArgumentException("draft_seconds is not negative");
        }
        draftSeconds = seconds;
    }

    /** Days between one failed payment and the next try. */
    public List<Integer> retryDays() {
        return retryDays;
    }

    public void retryDays(List<Integer> days) {
        if (days.stream().anyMatch(day -> day < 1)) {
            throw new IllegalArgumentException("retry_days are positive");
        }
        retryDays = List.copyOf(days);
    }
}
