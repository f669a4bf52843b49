package io.tollgate.core.payment;

import java.util.Locale;

/** Why a person has to look at a payment. Money that does not fit is never taken silently. */
enum Review {
    /** It names an order that is not here. */
    UNKNOWN_ORDER,
    /** It is not the intent of an open attempt of its order. */
    UNLINKED_PAYMENT,
    /** Its metadata do not fit the order it is linked to. */
    METADATA_DIFFERS,
    /** Another amount than the order's. */
    AMOUNT_DIFFERS,
    /** Another currency than the order's. */
    CURRENCY_DIFFERS,
    /** The order was paid by another intent already. */
    SECOND_PAYMENT,
    /** The order was cancelled before. */
    ORDER_CANCELED,
    /** The order was to be cancelled, but the payment came first. */
    CANCEL_REQUESTED;

    /** Counts reviews as they arise, by reason. */
    static final String METRIC = "tollgate.payment.reviews";

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
