/** What all pages of the console share: the frame, the assets, the words, the error pages. */
@NullMarked
package io.tollgate.billing.console.page;

import org.jspecify.annotations.NullMarked;
