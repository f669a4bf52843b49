/** What users order, priced by the catalogue, and what has become of it. */
@NullMarked
package io.tollgate.core.order;

import org.jspecify.annotations.NullMarked;
