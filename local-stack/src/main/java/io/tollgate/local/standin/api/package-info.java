/** Stripe's API under {@code /v1}: a table of routes, and what every call goes through. */
@NullMarked
package io.tollgate.local.standin.api;

import org.jspecify.annotations.NullMarked;
