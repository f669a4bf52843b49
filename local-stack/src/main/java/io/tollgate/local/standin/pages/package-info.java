/** The pages that people would see at Stripe: plain HTML with forms, and no script. */
@NullMarked
package io.tollgate.local.standin.pages;

import org.jspecify.annotations.NullMarked;
