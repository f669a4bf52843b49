package io.tollgate.billing.dispatch;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a worker found out about a lane, to be written back.
 *
 * @param marks what each listed event ends as
 * @param state the state told to core, as JSON; null if none is known
 * @param paidThrough end of the latest paid period, Unix seconds
 * @param needsFetch whether only Stripe could tell for certain
 * @param fetchLater when the lane is to be looked at again for that; null if not by itself
 * @param moreWaits whether events beyond the listed ones wait
 */
record LaneResult(
        List<Mark> marks,
        @Nullable String state,
        @Nullable Long paidThrough,
        boolean needsFetch,
        @Nullable Duration fetchLater,
        boolean moreWaits) {}
