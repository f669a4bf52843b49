/** The guided tour: a subscription's life and an order's, and what core says at each step. */
@NullMarked
package io.tollgate.local.tour;

import org.jspecify.annotations.NullMarked;
