/** The pages about customers: who they are, what they have, why they may or may not. */
@NullMarked
package io.tollgate.billing.console.customer;

import org.jspecify.annotations.NullMarked;
