/** What the product's backend asks and learns about a user's limits. */
@NullMarked
package io.tollgate.contracts.quota;

import org.jspecify.annotations.NullMarked;
