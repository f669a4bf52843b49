package io.tollgate.billing.console.overview;

import io.tollgate.billing.core.CorePayments;
import io.tollgate.billing.core.Look;
import io.tollgate.contracts.payment.PaymentReviews;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * How many payments do not fit their order and wait for a person. The overview does not wait for a
 * core that hangs: whoever looks meanwhile shares the one question that is under way.
 */
@ApplicationScoped
class Reviews {

    /** Many times what core takes, and short enough for a page. */
    private static final long PATIENCE_MILLIS = 250;

    private final CorePayments payments;

    private @Nullable CompletableFuture<OptionalLong> asked;

    Reviews(CorePayments payments) {
        this.payments = payments;
    }

    /** Empty if core cannot be asked. */
    OptionalLong count() {
        try {
            return ask().get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            return OptionalLong.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return OptionalLong.empty();
        }
    }

    private synchronized CompletableFuture<OptionalLong> ask() {
        CompletableFuture<OptionalLong> question = asked;
        if (question == null || question.isDone()) {
            question = CompletableFuture.supplyAsync(this::answer, Thread::startVirtualThread);
            asked = question;
        }
        return question;
    }

    private OptionalLong answer() {
        return payments.reviews() instanceof Look.Seen<PaymentReviews>(PaymentReviews reviews)
                ? OptionalLong.of(reviews.waiting())
                : OptionalLong.empty();
    }
}
