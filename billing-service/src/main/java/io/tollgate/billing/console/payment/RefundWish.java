package io.tollgate.billing.console.payment;

import io.tollgate.billing.console.lookup.Money;
import io.tollgate.billing.payment.RefundDesk;
import io.tollgate.billing.payment.RefundRequest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A refund that an operator wants, as it was typed.
 *
 * @param intent the payment
 * @param amount in the currency's decimals
 * @param reason one of Stripe's words; empty for none
 * @param key made with the form: however often it is sent, it gives back once
 */
public record RefundWish(String intent, String amount, String reason, String key) {

    static RefundWish typed(
            String intent, @Nullable String amount, @Nullable String reason, @Nullable String key) {
        return new RefundWish(intent, text(amount), text(reason), text(key));
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
        if (!key.matches("[0-9a-f-]{36}")) {
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

    /** As the desk takes it; only of one without problems. */
    RefundRequest request(String currency) {
        return new RefundRequest(minorUnits(currency), reason.isEmpty() ? null : reason);
    }
}
