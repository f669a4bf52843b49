package io.tollgate.local.standin.fault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.local.standin.wire.Json;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;

/** The faults that are on. Every chance is drawn from one seeded source. */
public final class Faults {

    /** An event reaches its endpoint twice. */
    public static final String DUPLICATE = "duplicate";

    /** An event is held back for a random while, so that later ones overtake it. */
    public static final String REORDER = "reorder";

    /** An event never reaches its endpoint. */
    public static final String DROP = "drop";

    /** A call is answered 429, without having been looked at. */
    public static final String API_429 = "api_429";

    /** A call is answered 500; its idempotency key keeps that answer. */
    public static final String API_500 = "api_500";

    /** A call is held open, and closed without an answer. */
    public static final String API_TIMEOUT = "api_timeout";

    /** A call's connection is reset before anything is done. */
    public static final String API_RESET = "api_reset";

    /** A call is carried out, and its connection reset instead of an answer. */
    public static final String API_LOST_REPLY = "api_lost_reply";

    private static final Set<String> CHANCES =
            Set.of(
                    DUPLICATE,
                    REORDER,
                    DROP,
                    API_429,
                    API_500,
                    API_TIMEOUT,
                    API_RESET,
                    API_LOST_REPLY);

    private static final String DELAY_MS = "delay_ms";
    private static final String API_TIMEOUT_MS = "api_timeout_ms";
    private static final String SEED = "seed";
    private static final String SAME_SECOND = "same_second";
    private static final String RECEIVER_OUTAGE = "receiver_outage";
    private static final String API_ONLY_GET = "api_only_get";

    private static final Set<String> NUMBERS = Set.of(DELAY_MS, API_TIMEOUT_MS, SEED);
    private static final Set<String> FLAGS = Set.of(SAME_SECOND, RECEIVER_OUTAGE, API_ONLY_GET);

    /** Longer than the read time-out of a client that was given some thought. */
    private static final long DEFAULT_API_TIMEOUT_MS = 20_000;

    private final ObjectNode active = Json.object();
    private Random random;
    private OptionalLong heldSecond = OptionalLong.empty();

    public Faults(long seed) {
        this.random = new Random(seed);
    }

    /** Turns faults on, or changes them; throws {@link IllegalArgumentException} on nonsense. */
    public synchronized void merge(ObjectNode wanted) {
        wanted.properties().forEach(Faults::check);
        active.setAll(wanted);
        if (wanted.has(SEED)) {
            random = new Random(wanted.get(SEED).asLong());
        }
        if (!on(SAME_SECOND)) {
            heldSecond = OptionalLong.empty();
        }
    }

    /** Turns everything off. */
    public synchronized void clear() {
        active.removeAll();
        heldSecond = OptionalLong.empty();
    }

    /** What is on. */
    public synchronized ObjectNode active() {
        return active.deepCopy();
    }

    /** Draws whether a fault with a chance hits this time. */
    public synchronized boolean hits(String name) {
        double chance = active.path(name).asDouble(0);
        return chance > 0 && random.nextDouble() < chance;
    }

    /** A number from 0 to the given one, from the same source. */
    public synchronized long upTo(long most) {
        return random.nextLong(most + 1);
    }

    /** When an event that happens now says it was created. */
    public synchronized long created(long now) {
        if (!on(SAME_SECOND)) {
            return now;
        }
        if (heldSecond.isEmpty()) {
            heldSecond = OptionalLong.of(now);
        }
        return heldSecond.getAsLong();
    }

    public synchronized boolean receiverIsOut() {
        return on(RECEIVER_OUTAGE);
    }

    /** Whether faults of the API are for this method. */
    public synchronized boolean concerns(String method) {
        return !on(API_ONLY_GET) || method.equals("GET");
    }

    public synchronized long delayMillis() {
        return active.path(DELAY_MS).asLong(0);
    }

    public synchronized long apiTimeoutMillis() {
        return active.path(API_TIMEOUT_MS).asLong(DEFAULT_API_TIMEOUT_MS);
    }

    private boolean on(String flag) {
        return active.path(flag).asBoolean(false);
    }

    private static void check(Map.Entry<String, JsonNode> entry) {
        String name = entry.getKey();
        JsonNode value = entry.getValue();
        boolean good =
                CHANCES.contains(name)
                                && value.isNumber()
                                && value.asDouble() >= 0
                                && value.asDouble() <= 1
                        || NUMBERS.contains(name) && value.isIntegralNumber() && value.asLong() >= 0
                        || FLAGS.contains(name) && value instanceof BooleanNode;
        if (!good) {
            throw new IllegalArgumentException("no such fault: " + name + "=" + value);
        }
    }
}
