/** All that the stand-in knows, in memory: objects, events, the clock, and what is due when. */
@NullMarked
package io.tollgate.local.standin.state;

import org.jspecify.annotations.NullMarked;
