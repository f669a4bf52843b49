package io.tollgate.local.tour;

import io.tollgate.local.client.Pair;
import io.tollgate.local.stripe.Ids;
import java.util.List;

/** The life of one order: paid after a decline, and given back in part. */
final class OrderScript {

    private static final String INTENT = "POST /api/payments/intent";
    private static final String CONFIRM = "POST /v1/payment_intents/{id}/confirm";
    private static final String REFUND = "POST /admin/payments/{id}/refunds";

    /** The sample catalogue's price of an hour of help, in cents. */
    private static final long PRICE = 9_000;

    private static final long GIVEN_BACK = 2_500;

    private static final Heading HEADING =
            new Heading(
                    "An order's life",
                    "what core says about the order",
                    List.of("status", "received", "refunded"),
                    "%-18s %-9s %-9s");

    private OrderScript() {}

    /** A fresh user and order. */
    static Script on(Pair pair, Ids ids) {
        String user = ids.next("user_");
        OrderLife life = new OrderLife(pair, user);
        return new Script(HEADING, user, steps(life), life::seen, Money.UNKNOWN);
    }

    private static List<Step> steps(OrderLife life) {
        Money ordered = Money.of("pending", 0, 0);
        Money awaited = Money.of("awaiting_payment", 0, 0);
        Money paid = Money.of("paid", PRICE, 0);
        Money part = Money.of("partially_refunded", PRICE, GIVEN_BACK);
        return List.of(
                step("orders an hour of help", "POST /api/orders", life::order, 201, ordered),
                step("another user wants to pay it", INTENT, life::askedByAnother, 403, ordered),
                step("asks for a payment intent", INTENT, life::ask, 200, awaited),
                step("asks again: the same intent", INTENT, life::askAgain, 200, awaited),
                step(
                        "pays, the card is declined",
                        CONFIRM,
                        () -> life.pay("pm_card_chargeDeclined"),
                        402,
                        awaited),
                step("pays with another card", CONFIRM, () -> life.pay("pm_card_visa"), 200, paid),
                step("wants to pay once more", INTENT, life::askAfterwards, 400, paid),
                step("gets 25.00 back", REFUND, () -> life.refund(GIVEN_BACK), 200, part),
                step("the same refund again", REFUND, () -> life.refund(GIVEN_BACK), 200, part));
    }

    private static Step step(String label, String call, Step.Act act, int http, Money money) {
        return new Step(label, call, act, new Expectation(http, money));
    }
}
