/** Keeps every event durably, once, and lists what became of it. */
@NullMarked
package io.tollgate.billing.inbox;

import org.jspecify.annotations.NullMarked;
