/** Which Stripe customer pays for which user of the product. */
@NullMarked
package io.tollgate.core.account;

import org.jspecify.annotations.NullMarked;
