/** How subscriptions and their invoices behave: what follows from a call, and what from time. */
@NullMarked
package io.tollgate.local.standin.billing;

import org.jspecify.annotations.NullMarked;
