package io.tollgate.local.standin.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.local.standin.state.Journal;
import io.tollgate.local.standin.wire.Json;
import io.tollgate.local.standin.wire.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** What was answered to each idempotency key: the first answer is given again for a day. */
final class Idempotency {

    /** Stripe may forget a key after that long. */
    private static final long KEPT_SECONDS = 24L * 3600;

    private static final int MAX_KEY_CHARS = 255;

    private static final class Entry {
        private final String fingerprint;
        private final long since;
        private @Nullable Answer answer;

        Entry(String fingerprint, long since) {
            this.fingerprint = fingerprint;
            this.since = since;
        }
    }

    /** The oldest first. */
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    private final LongSupplier now;
    private Journal journal = Journal.NONE;

    Idempotency(LongSupplier now) {
        this.now = now;
    }

    /** Takes in an answer of an earlier life; false if the line is none. */
    synchronized boolean read(ObjectNode line) {
        if (!line.has("key")) {
            return false;
        }
        Entry entry = new Entry(line.path("call").asText(), line.path("since").asLong());
        entry.answer =
                new Answer(
                        line.path("status").asInt(),
                        line.path("body").asText().getBytes(StandardCharsets.UTF_8),
                        line.path("request").asText(),
                        line.path("since").asLong());
        entries.put(line.path("key").asText(), entry);
        return true;
    }

    /** Writes all answers, and from then on each as it is given. */
    synchronized void begin(Journal journal) {
        this.journal = journal;
        entries.forEach(
                (key, entry) -> {
                    if (entry.answer != null) {
                        write(key, entry.fingerprint, entry.answer);
                    }
                });
    }

    /** Writes an answer down, together with what it answers. */
    void write(String key, String fingerprint, Answer answer) {
        journal.write(
                Json.object()
                        .put("key", key)
                        .put("call", fingerprint)
                        .put("status", answer.status())
                        .put("body", new String(answer.body(), StandardCharsets.UTF_8))
                        .put("request", answer.requestId())
                        .put("since", answer.at()));
    }

    /** The kept answer; null if the call is to be carried out, and then finished. */
    synchronized @Nullable Answer begin(String key, String fingerprint) {
        if (key.length() > MAX_KEY_CHARS) {
            throw Refusal.invalid("Idempotency keys may be at most 255 characters.", null);
        }
        forgetOld();
        Entry known = entries.get(key);
        if (known == null) {
            entries.put(key, new Entry(fingerprint, now.getAsLong()));
            return null;
        }
        if (!known.fingerprint.equals(fingerprint)) {
            throw Refusal.of(
                    400,
                    "idempotency_error",
                    ("Keys for idempotent requests can only be used with the same parameters they"
                                    + " were first used with. Try using a key other than '%s' if"
                                    + " you meant to execute a different request.")
                            .formatted(key),
                    null);
        }
        if (known.answer == null) {
            throw Refusal.of(
                    409,
                    "idempotency_error",
                    ("There is currently another in-progress request using this Idempotency Key"
                                    + " (%s). Please try again later.")
                            .formatted(key),
                    "idempotency_key_in_use");
        }
        return known.answer;
    }

    private void forgetOld() {
        long oldest = now.getAsLong() - KEPT_SECONDS;
        Iterator<Entry> all = entries.values().iterator();
        boolean more = true;
        while (more && all.hasNext()) {
            Entry entry = all.next();
            more = entry.since < oldest;
            if (more && entry.answer != null) {
                all.remove();
            }
        }
    }

    /** Keeps the answer from now on; without one, the key is as if it was never used. */
    synchronized void finish(String key, @Nullable Answer answer) {
        Entry entry = entries.get(key);
        if (entry != null && answer != null) {
            entry.answer = answer;
        } else {
            entries.remove(key);
        }
    }
}
