package io.tollgate.billing.dispatch;

import io.tollgate.billing.core.Delivery;
import io.tollgate.billing.normalise.Snapshot;
import io.tollgate.billing.normalise.UpdateBuilder;
import io.tollgate.billing.normalise.UpdateBuilder.Cause;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a subscription is now.
 *
 * @param paidThrough end of the latest paid period, Unix seconds
 * @param cause the event that made us look
 * @param asOf when this was the state, Unix seconds
 */
record SubscriptionTelling(Snapshot snapshot, @Nullable Long paidThrough, Cause cause, long asOf)
        implements Telling {

    @Override
    public Optional<Delivery> tell(CoreCalls core, long sequence) {
        return UpdateBuilder.build(snapshot, paidThrough, cause, asOf, sequence).map(core.tell());
    }

    @Override
    public String state() {
        return SavedState.write(snapshot);
    }
}
