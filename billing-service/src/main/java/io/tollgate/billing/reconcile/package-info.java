/** Compares Stripe with core, finds what was missed, and repairs it through the lanes. */
@NullMarked
package io.tollgate.billing.reconcile;

import org.jspecify.annotations.NullMarked;
