/** The first page: how it goes right now. */
@NullMarked
package io.tollgate.billing.console.overview;

import org.jspecify.annotations.NullMarked;
