package io.tollgate.core.subscription;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which subscriptions are listed.
 *
 * @param after only ids that come after this one
 * @param ids only these; empty for all
 * @param overdueBefore only those that have not ended, but expired before this time, Unix seconds
 * @param customerIds only those of these customers; empty for all
 */
record Filter(
        String after, List<String> ids, @Nullable Long overdueBefore, Set<String> customerIds) {}
