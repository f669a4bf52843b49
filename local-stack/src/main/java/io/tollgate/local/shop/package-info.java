/** A sample shop's pages, served on the developer's machine only: where an order is paid. */
@NullMarked
package io.tollgate.local.shop;

import org.jspecify.annotations.NullMarked;
