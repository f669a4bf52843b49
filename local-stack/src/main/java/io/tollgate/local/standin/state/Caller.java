package io.tollgate.local.standin.state;

import org.jspecify.annotations.Nullable;

/**
 * On whose behalf something changes; an event says so in {@code request}.
 *
 * @param requestId {@code req_…}; null if Stripe does it by itself
 * @param idempotencyKey the caller's, if it gave one
 */
public record Caller(@Nullable String requestId, @Nullable String idempotencyKey) {

    /** Time did it. */
    public static final Caller NOBODY = new Caller(null, null);
}
