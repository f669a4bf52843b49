/** What every part stands on: the clock, error answers, the checks at start. */
@NullMarked
package io.tollgate.billing.platform;

import org.jspecify.annotations.NullMarked;
