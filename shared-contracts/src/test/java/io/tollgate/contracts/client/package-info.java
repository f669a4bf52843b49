@NullMarked
package io.tollgate.contracts.client;

import org.jspecify.annotations.NullMarked;
