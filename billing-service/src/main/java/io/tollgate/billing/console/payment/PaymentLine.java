package io.tollgate.billing.console.payment;

import io.tollgate.contracts.payment.PaymentView;
import java.util.List;

/**
 * A payment as pages show it.
 *
 * @param view what core holds
 * @param tone how its status looks
 * @param left minor units that could go back
 * @param review why a person has to look at it
 */
public record PaymentLine(PaymentView view, String tone, Long left, List<ReviewWords> review) {

    static PaymentLine of(PaymentView view) {
        return new PaymentLine(
                view,
                tone(view.status()),
                Math.max(0, view.amountReceived() - view.amountRefunded()),
                view.review().stream().map(ReviewWords::of).toList());
    }

    private static String tone(String status) {
        return switch (status) {
            case "succeeded" -> "good";
            case "processing", "requires_action", "requires_capture", "requires_confirmation" ->
                    "warn";
            default -> "";
        };
    }

    /** Whether there is anything to give back. */
    public boolean hasLeft() {
        return left > 0;
    }
}
