/** Error answers of both services: RFC 9457 problem details with a closed list of codes. */
@NullMarked
package io.tollgate.contracts.problem;

import org.jspecify.annotations.NullMarked;
