/** Who of the operators did what and when, and what came of it. */
@NullMarked
package io.tollgate.billing.audit;

import org.jspecify.annotations.NullMarked;
