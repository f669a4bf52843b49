/** The subscription update, as billing-service sends it and core-service answers it. */
@NullMarked
package io.tollgate.contracts.subscription;

import org.jspecify.annotations.NullMarked;
