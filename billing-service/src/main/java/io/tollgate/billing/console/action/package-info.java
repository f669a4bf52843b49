/** The page of what operators did. */
@NullMarked
package io.tollgate.billing.console.action;

import org.jspecify.annotations.NullMarked;
