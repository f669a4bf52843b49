/** What may know what: the architecture, held against the compiled classes of every module. */
@NullMarked
package io.tollgate.local.arch;

import org.jspecify.annotations.NullMarked;
