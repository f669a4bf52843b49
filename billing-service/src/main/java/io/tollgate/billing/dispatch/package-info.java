/** Brings core up to date, one lane at a time: claim, call, settle. */
@NullMarked
package io.tollgate.billing.dispatch;

import org.jspecify.annotations.NullMarked;
