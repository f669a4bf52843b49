/** What a user may do now: entitlement, limits and usage. */
@NullMarked
package io.tollgate.core.quota;

import org.jspecify.annotations.NullMarked;
