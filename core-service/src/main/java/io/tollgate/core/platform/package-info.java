/** The clock, authentication, error answers and start-up checks; nobody imports it. */
@NullMarked
package io.tollgate.core.platform;

import org.jspecify.annotations.NullMarked;
