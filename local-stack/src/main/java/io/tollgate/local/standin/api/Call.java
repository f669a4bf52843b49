package io.tollgate.local.standin.api;

import io.tollgate.local.standin.shape.StripeVersion;
import io.tollgate.local.standin.wire.Params;

/**
 * One call to a route.
 *
 * @param id what stands in the path for {@code {id}}; empty if nothing does
 * @param key whose call it is
 */
record Call(String id, Params params, StripeVersion version, Key key) {}
