@NullMarked
package io.tollgate.core.account;

import org.jspecify.annotations.NullMarked;
