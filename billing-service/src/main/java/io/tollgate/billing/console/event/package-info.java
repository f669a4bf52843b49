/** The pages of events and lanes: what came, what became of it, and how to set it going again. */
@NullMarked
package io.tollgate.billing.console.event;

import org.jspecify.annotations.NullMarked;
