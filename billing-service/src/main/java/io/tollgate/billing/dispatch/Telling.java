package io.tollgate.billing.dispatch;

import io.tollgate.billing.core.Delivery;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A state that core is to be told. */
interface Telling {

    /**
     * Tells it.
     *
     * @param sequence the claim's, which orders updates at core
     * @return empty if there is nothing in it that could be told
     */
    Optional<Delivery> tell(CoreCalls core, long sequence);

    /** The state as it is saved. */
    String state();

    /** End of the latest paid period, Unix seconds; null where there is none. */
    @Nullable Long paidThrough();
}
