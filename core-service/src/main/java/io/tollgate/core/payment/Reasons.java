package io.tollgate.core.payment;

import io.tollgate.contracts.payment.ReviewReason;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/**
 * Why a person has to look at a payment, and what a person has looked at and dismissed. Both are
 * reasons that hold: a dismissed one that is gone is forgotten, and raised if it comes back.
 */
@Embeddable
class Reasons {

    private static final String CANCEL_REQUESTED = ReviewReason.CANCEL_REQUESTED.wire();

    @JdbcTypeCode(SqlTypes.ARRAY)
    @Column(name = "review")
    private String[] review;

    @JdbcTypeCode(SqlTypes.ARRAY)
    @Column(name = "dismissed")
    private String[] dismissed;

    @SuppressWarnings("NullAway.Init")
    protected Reasons() {}

    /** Those that wait for a person. */
    List<String> review() {
        return List.of(review);
    }

    boolean anyDismissed() {
        return dismissed.length > 0;
    }

    boolean isDismissed(ReviewReason reason) {
        return List.of(dismissed).contains(reason.wire());
    }

    /**
     * What an update comes to, all but whether the order was to be cancelled: {@link
     * #cancelledTooLate} says that, once the order is brought up to date.
     */
    void hold(List<String> holding) {
        List<String> still = new ArrayList<>(List.of(dismissed));
        still.removeIf(word -> !holding.contains(word) && !word.equals(CANCEL_REQUESTED));
        write(holding, still);
    }

    /** Whether its order was to be cancelled when the money came, and the money is here still. */
    void cancelledTooLate(boolean tooLate) {
        List<String> raised = new ArrayList<>(List.of(review));
        List<String> still = new ArrayList<>(List.of(dismissed));
        raised.remove(CANCEL_REQUESTED);
        if (tooLate) {
            raised.add(CANCEL_REQUESTED);
        } else {
            still.remove(CANCEL_REQUESTED);
        }
        write(raised, still);
    }

    /** A person has looked at all that waits. */
    void dismiss() {
        Set<String> all = new LinkedHashSet<>(List.of(dismissed));
        all.addAll(List.of(review));
        write(List.of(), List.copyOf(all));
    }

    /** Dismisses what follows from a decision too. */
    void dismissWith(ReviewReason reason) {
        Set<String> all = new LinkedHashSet<>(List.of(dismissed));
        all.add(reason.wire());
        write(review(), List.copyOf(all));
    }

    /**
     * A payment that is kept without counting stays so whatever becomes of its order since: paid by
     * another, or cancelled.
     */
    void dismissConsequences() {
        if (anyDismissed()) {
            for (ReviewReason since :
                    List.of(ReviewReason.SECOND_PAYMENT, ReviewReason.ORDER_CANCELED)) {
                if (review().contains(since.wire())) {
                    dismissWith(since);
                }
            }
        }
    }

    /** What was decided was decided of other facts: all that holds is raised by the next look. */
    void raiseAgain() {
        dismissed = new String[0];
    }

    /**
     * Takes out what an earlier version has raised without knowing that it was dismissed.
     *
     * @return whether there was any
     */
    boolean settle() {
        int before = review.length;
        write(review(), List.of(dismissed));
        return review.length < before;
    }

    private void write(List<String> holding, List<String> dismissedNow) {
        review =
                holding.stream()
                        .filter(word -> !dismissedNow.contains(word))
                        .toArray(String[]::new);
        dismissed = dismissedNow.toArray(String[]::new);
    }
}
