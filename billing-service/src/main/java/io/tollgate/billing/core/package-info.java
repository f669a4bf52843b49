/** The client of core-service. */
@NullMarked
package io.tollgate.billing.core;

import org.jspecify.annotations.NullMarked;
