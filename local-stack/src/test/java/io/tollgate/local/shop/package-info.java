/** The shop's pages over HTTP, and in a browser. */
@NullMarked
package io.tollgate.local.shop;

import org.jspecify.annotations.NullMarked;
