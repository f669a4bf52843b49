/** What crosses between the two services: records, codes and the internal API. */
@NullMarked
package io.tollgate.contracts;

import org.jspecify.annotations.NullMarked;
