/** What Stripe would send: events in several API versions, and their signature. */
@NullMarked
package io.tollgate.local.stripe;

import org.jspecify.annotations.NullMarked;
