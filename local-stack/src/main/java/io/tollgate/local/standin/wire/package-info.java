/** What crosses the wire: form parameters in, JSON out, and refusals in Stripe's shape. */
@NullMarked
package io.tollgate.local.standin.wire;

import org.jspecify.annotations.NullMarked;
