package io.tollgate.billing.stripe;

import io.tollgate.billing.normalise.Snapshot;
import org.jspecify.annotations.Nullable;

/**
 * A subscription and how far it is paid.
 *
 * @param paidThrough end of the latest paid period, Unix seconds; null if nothing was paid
 */
public record Billed(Snapshot snapshot, @Nullable Long paidThrough) {}
