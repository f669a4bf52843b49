package io.tollgate.local.standin.books;

import java.net.URI;
import java.util.List;
import java.util.Set;

/** What a merchant sets in Stripe's dashboard, as far as it matters here. */
public final class AccountSettings {

    /** What can become of a subscription whose retries have all failed. */
    private static final Set<String> ENDS = Set.of("canceled", "unpaid", "past_due");

    /** Stripe leaves a renewal's draft for about an hour. */
    private static final long DEFAULT_DRAFT_SECONDS = 3600;

    private static final List<Integer> DEFAULT_RETRY_DAYS = List.of(3, 5, 7);

    /** A bank debit takes days. */
    private static final long DEFAULT_PROCESSING_SECONDS = 3L * 24 * 3600;

    private volatile String dunningEnd = "canceled";
    private volatile long draftSeconds = DEFAULT_DRAFT_SECONDS;
    private volatile long processingSeconds = DEFAULT_PROCESSING_SECONDS;
    private volatile boolean invoiceIntents;
    private volatile URI pages = URI.create("http://127.0.0.1");
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

    /** How long a payment or a refund that takes days takes. */
    public long processingSeconds() {
        return processingSeconds;
    }

    public void processingSeconds(long seconds) {
        if (seconds < 0) {
            throw new IllegalArgumentException("processing_seconds is not negative");
        }
        processingSeconds = seconds;
    }

    /** Whether an invoice's payment intent is more than an id. */
    public boolean invoiceIntents() {
        return invoiceIntents;
    }

    public void invoiceIntents(boolean made) {
        invoiceIntents = made;
    }

    /** Where the pages are that people pay on. */
    public URI pages() {
        return pages;
    }

    public void pages(URI url) {
        pages = url;
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
