/** What the tests of both services share: a real PostgreSQL, and tokens. */
@NullMarked
package io.tollgate.testing;

import org.jspecify.annotations.NullMarked;
