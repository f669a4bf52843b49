/** What is paid for orders: attempts, payments, refunds and disputes, and what they come to. */
@NullMarked
package io.tollgate.core.payment;

import org.jspecify.annotations.NullMarked;
