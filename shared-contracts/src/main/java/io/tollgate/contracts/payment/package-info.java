/** Payments of orders, as billing-service opens, tells and compares them. */
@NullMarked
package io.tollgate.contracts.payment;

import org.jspecify.annotations.NullMarked;
