/** Webhook endpoints, and getting events to them: signed, again and again, or not at all. */
@NullMarked
package io.tollgate.local.standin.delivery;

import org.jspecify.annotations.NullMarked;
