package io.tollgate.billing.console.payment;

import io.tollgate.contracts.payment.PaymentView;
import io.tollgate.contracts.payment.ReviewDismissal;
import io.tollgate.contracts.problem.FieldChecks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * That an operator wants to end a review, as it was typed.
 *
 * @param intent the payment
 * @param seen the reasons that the form was made from, separated by commas: nothing is decided that
 *     was not seen
 * @param note why
 */
public record ReviewWish(String intent, String seen, String note) {

    private static final String SEPARATOR = ",";

    static ReviewWish typed(String intent, @Nullable String seen, @Nullable String note) {
        return new ReviewWish(intent, text(seen), text(note));
    }

    private static String text(@Nullable String typed) {
        return typed == null ? "" : typed.strip();
    }

    /** The same, made from what the payment is under review for now. */
    ReviewWish of(PaymentView payment) {
        return new ReviewWish(intent, String.join(SEPARATOR, payment.review()), note);
    }

    private List<String> reasons() {
        return Arrays.stream(seen.split(SEPARATOR)).filter(word -> !word.isBlank()).toList();
    }

    /** The reasons in words. */
    public List<ReviewWords> words() {
        return reasons().stream().map(ReviewWords::of).toList();
    }

    /** Whether the payment is under review for other reasons than were seen, or for none. */
    boolean differs(PaymentView payment) {
        return !Set.copyOf(reasons()).equals(Set.copyOf(payment.review()));
    }

    /** What is wrong with it; empty if nothing is. */
    List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (reasons().isEmpty()) {
            problems.add("The payment is not under review: there is nothing to end.");
        }
        FieldChecks checks = new FieldChecks();
        checks.text("note", note);
        if (!checks.isClean()) {
            problems.add("A note has to be given, on one line of at most 255 characters.");
        }
        return problems;
    }

    /** As core takes it; only of one without problems. */
    ReviewDismissal order(String by) {
        return new ReviewDismissal(reasons(), note, by);
    }
}
