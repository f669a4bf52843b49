package io.tollgate.billing.console.payment;

import io.tollgate.billing.console.lookup.Money;
import io.tollgate.billing.payment.RefundDesk;
import io.tollgate.billing.payment.RefundRequest;
import io.tollgate.contracts.payment.PaymentView;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A refund that an operator wants, as it was typed. What names it is what is known: the same
 * amount, asked for before core has heard of it once, is the same refund, in whatever tab and by
 * whomever.
 *
 * @param intent the payment
 * @param amount in the currency's decimals
 * @param reason one of Stripe's words; empty for none
 * @param state of the payment that the form was made from
 */
public record RefundWish(String intent, String amount, String reason, String state) {

    private static final Pattern STATE = Pattern.compile("[0-9]{1,6}-[0-9]{1,19}");

    /** What core knows of the refunds of a payment: how many, and how many minor units. */
    static String state(PaymentView payment) {
        return payment.refunds().size() + "-" + payment.amountRefunded();
    }

    static RefundWish typed(
            String intent,
            @Nullable String amount,
            @Nullable String reason,
            @Nullable String state) {
        return new RefundWish(intent, text(amount), text(reason), text(state));
    }

    private static String text(@Nullable String typed) {
        return typed == null ? "" : typed.strip();
    }

    /** What can be chosen. */
    public List<String> reasons() {
        return RefundDesk.reasons();
    }

    /** What is wrong with it; empty if nothing is. */
    List<String> problems(PaymentLine payment) {
        List<String> problems = new ArrayList<>();
        String currency = payment.view().currency();
        Long minor = minor(currency);
        if (minor == null || minor < 1) {
            problems.add(
                    "The amount has to be one like %s."
                            .formatted(Money.decimal(payment.left(), currency)));
        } else if (minor > payment.left()) {
            problems.add(
                    "No more than %s can be given back."
                            .formatted(Money.decimal(payment.left(), currency)));
        }
        if (!reason.isEmpty() && !reasons().contains(reason)) {
            problems.add("Choose one of the reasons.");
        }
        if (!STATE.matcher(state).matches()) {
            problems.add("This form is out of date. Begin again at the payment.");
        }
        return problems;
    }

    private @Nullable Long minor(String currency) {
        return Money.parse(amount, currency);
    }

    /** In minor units; only of one without problems. */
    public Long minorUnits(String currency) {
        Long minor = minor(currency);
        return minor == null ? 0L : (Long) minor;
    }

    /** Names this refund for good; only of one without problems. */
    String key(String currency) {
        return "console:" + state + ":" + minorUnits(currency);
    }

    /** As the desk takes it; only of one without problems. */
    RefundRequest request(String currency) {
        return new RefundRequest(minorUnits(currency), reason.isEmpty() ? null : reason);
    }
}
