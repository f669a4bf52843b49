package io.tollgate.billing.inbox;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** Limits of the queue between the webhook and the database. */
@ConfigMapping(prefix = "tollgate.inbox")
public interface InboxConfig {

    /**
     * Whether this installation is for live mode; an event of the other mode is kept but parked.
     * Not set: both are taken.
     */
    Optional<Boolean> livemode();

    /** Events that may wait for a commit; one more is answered 503. */
    @WithDefault("4096")
    int queueEvents();

    /** Bytes that may wait for a commit, so that large bodies cannot fill the heap. */
    @WithDefault("24M")
    MemorySize queueBytes();

    /** Events that share one commit; more gains nothing and lengthens the wait of the first. */
    @WithDefault("255")
    int batchEvents();

    /** How long a delivery waits for its commit before it is answered 503 (Stripe retries). */
    @WithDefault("2S")
    Duration waitLimit();

    /** How long the bytes of an event are kept; then only its id and what became of it. */
    @WithDefault("P90D")
    Duration bodiesKept();

    /**
     * How long an event's row is kept, so that a repeat is known for one: at least 90 days, longer
     * than Stripe lists events (30) and lets them be sent again (30).
     */
    @WithDefault("P400D")
    Duration eventsKept();

    /** How often what is older is looked for. */
    @WithDefault("1H")
    Duration retentionEvery();
}
