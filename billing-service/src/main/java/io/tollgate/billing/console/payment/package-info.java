/** The pages about payments: history, one payment, refunds, reviews and their end. */
@NullMarked
package io.tollgate.billing.console.payment;

import org.jspecify.annotations.NullMarked;
