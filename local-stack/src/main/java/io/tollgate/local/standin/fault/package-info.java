/** What is to go wrong on purpose, and how often. */
@NullMarked
package io.tollgate.local.standin.fault;

import org.jspecify.annotations.NullMarked;
