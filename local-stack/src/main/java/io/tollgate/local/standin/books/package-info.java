/** What every engine reads and writes, and what they all make new objects with. */
@NullMarked
package io.tollgate.local.standin.books;

import org.jspecify.annotations.NullMarked;
