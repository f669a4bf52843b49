/** Starts payments of orders, clears up after them, and gives money back. */
@NullMarked
package io.tollgate.billing.payment;

import org.jspecify.annotations.NullMarked;
