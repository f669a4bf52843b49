package io.tollgate.billing.webhook;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One endpoint secret. It never shows its value. */
final class WebhookSecret {

    /** Shorter than any secret Stripe issues; guards against a word left in by mistake. */
    private static final int MIN_CHARS = 16;

    /** Texts from documentation and templates that must never be taken for a secret. */
    private static final Pattern PLACEHOLDER =
            Pattern.compile(
                    "(whsec_)?([.…x*]+|<.*>|\\$\\{.*|your.*|change.?me.*|replace.?me.*|todo.*"
                            + "|example.*|placeholder.*|secret|webhook.?secret|test_…)");

    private static final String LIVE = "live:";
    private static final String TEST = "test:";

    private final byte[] value;
    private final @Nullable Boolean livemode;

    private WebhookSecret(byte[] value, @Nullable Boolean livemode) {
        this.value = value;
        this.livemode = livemode;
    }

    byte[] bytes() {
        return value;
    }

    /** The mode its endpoint is for; null if that was not said. */
    @Nullable Boolean livemode() {
        return livemode;
    }

    /**
     * Reads a comma-separated list; white space around an entry, such as a file's last line feed,
     * is no part of it. {@code live:} or {@code test:} before a secret says which mode its endpoint
     * is for: an event of the other mode is kept, but parked.
     *
     * @param setting the setting to name in the message
     * @throws IllegalArgumentException with a message for the operator, if the list is empty or an
     *     entry cannot be a secret; the message never quotes it
     */
    static List<WebhookSecret> parse(String list, String setting) {
        List<WebhookSecret> secrets = new ArrayList<>();
        for (String entry : list.split(",", -1)) {
            String secret = withoutMode(entry.strip());
            if (secret.isEmpty()) {
                throw new IllegalArgumentException(
                        setting
                                + " is blank. Set it to the signing secret of the webhook endpoint"
                                + " (Stripe Dashboard, or `stripe listen --print-secret`); several"
                                + " are separated by commas.");
            }
            if (PLACEHOLDER.matcher(secret.toLowerCase(Locale.ROOT)).matches()) {
                throw new IllegalArgumentException(
                        setting + " still holds a placeholder. Set it to the real signing secret.");
            }
            if (secret.length() < MIN_CHARS) {
                throw new IllegalArgumentException(
                        setting + " is too short to be a signing secret of Stripe.");
            }
            secrets.add(
                    new WebhookSecret(
                            secret.getBytes(StandardCharsets.UTF_8), mode(entry.strip())));
        }
        return List.copyOf(secrets);
    }

    private static @Nullable Boolean mode(String entry) {
        if (entry.startsWith(LIVE)) {
            return Boolean.TRUE;
        }
        return entry.startsWith(TEST) ? Boolean.FALSE : null;
    }

    private static String withoutMode(String entry) {
        return mode(entry) == null ? entry : entry.substring(LIVE.length()).strip();
    }

    @Override
    public String toString() {
        return "WebhookSecret[redacted]";
    }
}
