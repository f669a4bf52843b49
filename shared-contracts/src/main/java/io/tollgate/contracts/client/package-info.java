/** A small client for a product's backend: ask core, take, settle, and know what to do if not. */
@NullMarked
package io.tollgate.contracts.client;

import org.jspecify.annotations.NullMarked;
