/** What core-service tells of its catalogue. */
@NullMarked
package io.tollgate.contracts.plan;

import org.jspecify.annotations.NullMarked;
