package io.tollgate.core.subscription;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which subscriptions are listed.
 *
 * @param after only ids that come after this one
 * @param ids only these; empty for all
 * @param overdueBefore only those that have not ended, but expired before this time, Unix seconds
 * @param customerId only those of this customer
 */
record Filter(
        String after,
        List<String> ids,
        @Nullable Long overdueBefore,
        @Nullable String customerId) {}
