package io.tollgate.billing.console.payment;

import io.tollgate.contracts.payment.ReviewReason;

/**
 * Why a payment is under review and what to do, in words. A new reason of core's cannot be
 * forgotten here: each has its case.
 *
 * @param why what is odd
 * @param next what to do
 */
public record ReviewWords(String word, String why, String next) {

    private static final String GIVE_BACK =
            "Give the money back; the review ends when Stripe says that all of it has gone.";

    static ReviewWords of(String word) {
        return ReviewReason.find(word)
                .map(reason -> new ReviewWords(word, why(reason), next(reason)))
                .orElseGet(
                        () ->
                                new ReviewWords(
                                        word,
                                        "core-service is newer than this console, and gives a"
                                                + " reason that it does not know.",
                                        "Look at the payment at Stripe and at its order."));
    }

    private static String why(ReviewReason reason) {
        return switch (reason) {
            case UNKNOWN_ORDER -> "It names an order that core does not have.";
            case UNLINKED_PAYMENT ->
                    "It is not the payment intent of an open attempt to pay its order.";
            case METADATA_DIFFERS ->
                    "What Stripe has noted with it, the order, its user or the environment, is not"
                            + " what core knows of the order.";
            case AMOUNT_DIFFERS -> "Another amount was paid than the order costs.";
            case CURRENCY_DIFFERS -> "It was paid in another currency than the order's.";
            case SECOND_PAYMENT -> "The order was already paid by another payment.";
            case ORDER_CANCELED -> "The order had been cancelled before the money came.";
            case CANCEL_REQUESTED ->
                    "The order is paid, but it was to be cancelled when the money came.";
        };
    }

    private static String next(ReviewReason reason) {
        return switch (reason) {
            case UNKNOWN_ORDER ->
                    "Find out which installation or which database made the order. If it was none"
                            + " of yours, give the money back.";
            case UNLINKED_PAYMENT ->
                    "See whether the user has paid the order otherwise. "
                            + GIVE_BACK
                            + " The user can pay the order again then.";
            case METADATA_DIFFERS ->
                    "See who has made the intent: another environment with this Stripe account, or"
                            + " a person at Stripe's dashboard. "
                            + GIVE_BACK;
            case AMOUNT_DIFFERS, CURRENCY_DIFFERS ->
                    GIVE_BACK + " The user can pay the order again then.";
            case SECOND_PAYMENT ->
                    "Give this one back; the order stays paid by the other. To keep both, as agreed"
                            + " with the user, end the review.";
            case ORDER_CANCELED -> GIVE_BACK;
            case CANCEL_REQUESTED ->
                    "Give the money back to end the order. To let it stand all the same, end the"
                            + " review: the order stays paid.";
        };
    }
}
