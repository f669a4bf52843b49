package io.tollgate.local.standin.api;

import io.tollgate.local.standin.shape.StripeVersion;
import io.tollgate.local.standin.wire.Refusal;

/** {@code payment_method_types}, which the newest version wants chosen in the dashboard. */
final class MethodTypes {

    static final String PARAM = "payment_method_types";

    private MethodTypes() {}

    /** Refuses the parameter if the caller's version has it no more. */
    static void refuse(Call call) {
        if (call.params().has(PARAM) && call.version().isAtLeast(StripeVersion.ENDIVE)) {
            throw Refusal.invalid(
                    "The parameter payment_method_types is no longer supported.",
                    PARAM,
                    "payment_method_types_no_longer_supported");
        }
    }
}
