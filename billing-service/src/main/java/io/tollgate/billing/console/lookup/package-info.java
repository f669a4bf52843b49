/** What pages do alike that show what core knows. */
@NullMarked
package io.tollgate.billing.console.lookup;

import org.jspecify.annotations.NullMarked;
