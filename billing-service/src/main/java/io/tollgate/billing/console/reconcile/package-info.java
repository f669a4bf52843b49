/** The pages of comparing Stripe with core: the runs, what they found, and starting one. */
@NullMarked
package io.tollgate.billing.console.reconcile;

import org.jspecify.annotations.NullMarked;
