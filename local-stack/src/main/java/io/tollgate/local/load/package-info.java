/** How fast the webhook keeps events, beside plain inserts of the same bytes. */
@NullMarked
package io.tollgate.local.load;

import org.jspecify.annotations.NullMarked;
