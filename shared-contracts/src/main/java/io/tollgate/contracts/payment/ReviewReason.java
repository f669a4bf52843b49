package io.tollgate.contracts.payment;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Why a person has to look at a payment. Money that does not fit is never taken silently. On the
 * wire a reason is a word, so that one a later core knows still travels.
 */
public enum ReviewReason {
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

    /** The word on the wire. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The reason of a word; empty for one that is not known here. */
    public static Optional<ReviewReason> find(String word) {
        return Arrays.stream(values()).filter(reason -> reason.wire().equals(word)).findFirst();
    }
}
