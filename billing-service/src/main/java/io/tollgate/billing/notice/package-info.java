/** Tells people by mail or chat that something waits for them. */
@NullMarked
package io.tollgate.billing.notice;

import org.jspecify.annotations.NullMarked;
