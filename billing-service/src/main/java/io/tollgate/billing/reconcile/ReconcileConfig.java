package io.tollgate.billing.reconcile;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How often Stripe is compared with core, and at what cost. */
@ConfigMapping(prefix = "tollgate.reconcile")
public interface ReconcileConfig {

    /** Time between two scheduled repairs; 0S turns the schedule off. Needs a Stripe key. */
    @WithDefault("1H")
    Duration every();

    /** Calls of Stripe in a second at most by a run, out of the replica's own. */
    @WithDefault("5")
    int callsPerSecond();

    /**
     * Open payments younger than this are asked for by every run, older ones once a day: some are
     * never paid.
     */
    @WithDefault("P7D")
    Duration paymentsRecent();

    /** What is younger may still be on its way: it is no difference yet. */
    @WithDefault("5M")
    Duration grace();

    /** How far a run looks back behind the end of the one before: Stripe lists with a delay. */
    @WithDefault("10M")
    Duration overlap();

    /** How long a step belongs to a replica; another goes on with the run after it. */
    @WithDefault("2M")
    Duration lease();

    /** How often a replica looks whether a run is due or was left behind. */
    @WithDefault("10S")
    Duration poll();

    /** How long one step is tried, with Stripe or core away, before the run ends as failed. */
    @WithDefault("1H")
    Duration giveUpAfter();

    /** Differences kept of one run; what is beyond is only counted. */
    @WithDefault("10000")
    int maxDifferences();

    /** Runs kept. */
    @WithDefault("200")
    int maxRuns();
}
