/** Documents that are made from the code, so that they cannot drift from it. */
@NullMarked
package io.tollgate.local.docs;

import org.jspecify.annotations.NullMarked;
