package io.tollgate.billing.notice;

import io.tollgate.billing.core.CorePayments;
import io.tollgate.billing.core.Look;
import io.tollgate.contracts.payment.PaymentReviews;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Payments that a person has to look at: told when there are more of them than were told of, and
 * once a day while there are any, so that none is forgotten behind one that was dealt with.
 */
@ApplicationScoped
class ReviewNews implements Source {

    private static final Duration REMINDED = Duration.ofDays(1);

    private static final String SAID = "@";

    private final CorePayments payments;
    private final Clock clock;

    ReviewNews(CorePayments payments, Clock clock) {
        this.payments = payments;
        this.clock = clock;
    }

    @Override
    public String topic() {
        return "reviews";
    }

    @Override
    public Optional<Finding> look(@Nullable String mark) {
        return switch (payments.reviews()) {
            case Look.Seen<PaymentReviews>(var reviews) -> Optional.of(look(mark, reviews));
            // Away, or an older core: what it cannot tell now it tells later.
            case Look.Missing<PaymentReviews>() -> Optional.empty();
            case Look.Refused<PaymentReviews>(var why) -> Optional.empty();
            case Look.Older<PaymentReviews>() -> Optional.empty();
            case Look.Away<PaymentReviews>() -> Optional.empty();
        };
    }

    private Finding look(@Nullable String mark, PaymentReviews reviews) {
        Instant now = clock.instant();
        String[] told = (mark == null ? "0" + SAID + Instant.EPOCH : mark).split(SAID, 2);
        Instant at = Instant.parse(told[1]);
        boolean more = reviews.waiting() > Long.parseLong(told[0]);
        boolean again = reviews.waiting() > 0 && now.isAfter(at.plus(REMINDED));
        if (!more && !again) {
            return new Finding(reviews.waiting() + SAID + at, Optional.empty());
        }
        String sentence =
                "%s in review: %s"
                        .formatted(
                                Counts.of(reviews.waiting(), "payment"),
                                Counts.list(reviews.byReason()));
        return new Finding(
                reviews.waiting() + SAID + now, Optional.of(new News(sentence, "/reviews")));
    }
}
