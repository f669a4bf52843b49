/** Orders, as users and the product's backend make them. */
@NullMarked
package io.tollgate.core.order;

import org.jspecify.annotations.NullMarked;
