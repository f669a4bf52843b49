package io.tollgate.local.standin.delivery;

import java.util.function.Supplier;

/**
 * Something for an endpoint.
 *
 * @param stream parcels of one stream are not on their way at the same time
 * @param happened by the stand-in's clock: after three days nobody tries any more
 * @param body made anew for every attempt
 * @param taken told once, when the endpoint has taken it
 */
record Parcel(String stream, long happened, Supplier<byte[]> body, Runnable taken) {}
