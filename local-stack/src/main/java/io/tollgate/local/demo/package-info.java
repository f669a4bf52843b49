/** Plays the main jobs on a pair that runs elsewhere, such as in containers. */
@NullMarked
package io.tollgate.local.demo;

import org.jspecify.annotations.NullMarked;
