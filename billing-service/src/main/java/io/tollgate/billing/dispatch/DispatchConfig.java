package io.tollgate.billing.dispatch;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Times and limits of bringing core up to date. */
@ConfigMapping(prefix = "tollgate.dispatch")
public interface DispatchConfig {

    /** How long a claimed lane belongs to its worker, by the database's clock. */
    @WithDefault("60S")
    Duration lease();

    /** No call to core starts with less of the lease left: it could outlive it. */
    @WithDefault("15S")
    Duration leaseLeftToForward();

    /** Lanes worked on at once in this process: also bounds the load on core after an outage. */
    @WithDefault("16")
    int concurrency();

    /** Wait before each claim while deliveries queue up: answering Stripe comes first. */
    @WithDefault("100MS")
    Duration pauseUnderPressure();

    /** How often due lanes are looked for when nothing woke the dispatcher. */
    @WithDefault("1S")
    Duration poll();

    /** How often events whose lane was left behind are looked for. */
    @WithDefault("1M")
    Duration sweep();

    /** Wait before the first retry; doubles from there, with jitter. */
    @WithDefault("500MS")
    Duration firstRetry();

    /** Longest wait between two retries. */
    @WithDefault("5M")
    Duration maxRetry();

    /** How long a lane is retried before its events are parked as {@code gave_up}. */
    @WithDefault("P3D")
    Duration giveUpAfter();

    /** Workers in a row that may be lost over a lane before it is parked as {@code worker_lost}. */
    @WithDefault("5")
    int maxLostLeases();

    /** Failed calls in a row that open the breaker of core or of Stripe. */
    @WithDefault("5")
    int breakerFailures();

    /** How often one lane is tried while the breaker of core or of Stripe is open. */
    @WithDefault("1S")
    Duration breakerProbe();

    /** Asking Stripe for one lane. With the 12 s core may take that is 25 s, below the lease. */
    @WithDefault("13S")
    Duration fetchDeadline();

    /** How long Stripe may be away before the kept events decide alone. */
    @WithDefault("1M")
    Duration foldAfter();

    /** When a state decided without Stripe, which was away, is fetched after all. */
    @WithDefault("1M")
    Duration fetchLater();

    /** When a subscription that Stripe does not know is asked for again. */
    @WithDefault("P1D")
    Duration fetchMissingLater();

    /**
     * How often core is tried with its breaker open, if it answers and takes nothing: each try
     * costs a call of Stripe.
     */
    @WithDefault("1M")
    Duration breakerCostlyProbe();

    /** How long a stopping process waits for lanes in work. */
    @WithDefault("20S")
    Duration drain();
}
