package io.tollgate.billing.dispatch;

import io.tollgate.billing.core.Delivery;
import io.tollgate.billing.normalise.PaymentSnapshot;
import io.tollgate.billing.normalise.UpdateBuilder.Cause;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a payment is now.
 *
 * @param cause the event that made us look
 * @param asOf when this was the state, Unix seconds
 * @param state what is saved of it
 */
record PaymentTelling(PaymentSnapshot snapshot, Cause cause, long asOf, String state)
        implements Telling {

    @Override
    public Optional<Delivery> tell(CoreCalls core, long sequence) {
        return Optional.of(core.tellPayment().apply(snapshot.update(cause, asOf, sequence)));
    }

    @Override
    public @Nullable Long paidThrough() {
        return null;
    }
}
