/** Who is at the console: users, sessions, what a request must bring, and what answers carry. */
@NullMarked
package io.tollgate.billing.console.session;

import org.jspecify.annotations.NullMarked;
