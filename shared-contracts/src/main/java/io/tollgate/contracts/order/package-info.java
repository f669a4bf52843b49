/** What a user ordered, as it is read. */
@NullMarked
package io.tollgate.contracts.order;

import org.jspecify.annotations.NullMarked;
