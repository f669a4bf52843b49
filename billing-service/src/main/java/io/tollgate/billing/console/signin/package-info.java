/** The ways in and out: by the form, through the provider, and out again. */
@NullMarked
package io.tollgate.billing.console.signin;

import org.jspecify.annotations.NullMarked;
