package io.tollgate.local.standin;

import io.tollgate.local.standin.shape.StripeVersion;
import java.net.URI;
import java.util.List;

/**
 * A webhook endpoint that is there from the start.
 *
 * @param secret what its deliveries are signed with
 * @param events the types it wants; {@code *} for all
 */
public record Hook(URI url, String secret, StripeVersion version, List<String> events) {}
