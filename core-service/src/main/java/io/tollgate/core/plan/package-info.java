/** The catalogue: plans, their Stripe prices and limits, and what a status is worth. */
@NullMarked
package io.tollgate.core.plan;

import org.jspecify.annotations.NullMarked;
