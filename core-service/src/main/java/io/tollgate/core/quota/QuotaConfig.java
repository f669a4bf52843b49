package io.tollgate.core.quota;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Limits of the limits. */
@ConfigMapping(prefix = "tollgate.quota")
interface QuotaConfig {

    /** Requests that may wait for a counter, and as many reads; one more is answered 503. */
    @WithDefault("4096")
    int queueRequests();

    /** Requests that may share a transaction: its statements stay small. */
    @WithDefault("255")
    int batchRequests();

    /** How long a request may wait before it is answered 503; what it asked may still be done. */
    @WithDefault("5S")
    Duration waitLimit();

    /** How long a reservation holds if its caller does not say. */
    @WithDefault("10M")
    Duration reservationDefault();

    /** The longest it can hold: what is forgotten must come free the same day. */
    @WithDefault("P1D")
    Duration reservationMax();

    /** How often everybody is looked at for what only time brings: notices come so much later. */
    @WithDefault("1M")
    Duration noticeRounds();

    /** How often keys and reservations older than thirty days, and old notices, are deleted. */
    @WithDefault("1H")
    Duration retentionRounds();

    /** How long notices are kept; one whose cause still holds is raised again after that. */
    @WithDefault("P400D")
    Duration noticesKept();

    /** How often what the ledger adds up to is written down, so that later sums start there. */
    @WithDefault("5M")
    Duration checkpointRounds();
}
