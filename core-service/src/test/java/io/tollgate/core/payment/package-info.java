/** Payments of orders, as billing-service opens and tells them. */
@NullMarked
package io.tollgate.core.payment;

import org.jspecify.annotations.NullMarked;
