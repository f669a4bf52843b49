/** A small HTTP/1.1 server that can also break a connection on purpose. */
@NullMarked
package io.tollgate.local.standin.http;

import org.jspecify.annotations.NullMarked;
