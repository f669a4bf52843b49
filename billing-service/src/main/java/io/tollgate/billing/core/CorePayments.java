package io.tollgate.billing.core;

import io.tollgate.contracts.payment.PaymentChangePage;
import io.tollgate.contracts.payment.PaymentDetail;
import io.tollgate.contracts.payment.PaymentPage;
import io.tollgate.contracts.payment.PaymentReviews;
import io.tollgate.contracts.payment.PaymentView;
import io.tollgate.contracts.payment.ReviewDismissal;
import io.tollgate.contracts.payment.ReviewDismissed;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jspecify.annotations.Nullable;

/** Payments at core, for people who look through them. */
@ApplicationScoped
public class CorePayments {

    private final CorePaymentHistoryApi history;
    private final CorePaymentDetailApi details;
    private final CorePaymentReviewApi reviews;
    private final CorePaymentListApi lists;
    private final CoreReviewDismissalApi dismissals;

    CorePayments(
            @RestClient CorePaymentHistoryApi history,
            @RestClient CorePaymentDetailApi details,
            @RestClient CorePaymentReviewApi reviews,
            @RestClient CorePaymentListApi lists,
            @RestClient CoreReviewDismissalApi dismissals) {
        this.history = history;
        this.details = details;
        this.reviews = reviews;
        this.lists = lists;
        this.dismissals = dismissals;
    }

    /**
     * Which payments of the history are wanted; null means any.
     *
     * @param userId only this user's
     * @param order only of the order with this number or reference
     * @param status Stripe's word
     * @param currency three lower-case letters
     * @param review only those a person has to look at
     * @param from heard of from then on, Unix seconds
     * @param to heard of before then, Unix seconds
     */
    public record Wanted(
            @Nullable String userId,
            @Nullable String order,
            @Nullable String status,
            @Nullable String currency,
            boolean review,
            @Nullable Long from,
            @Nullable Long to) {}

    /**
     * A page, newest first.
     *
     * @param before the next of the page before; null for the newest
     */
    public Look<PaymentPage> history(Wanted wanted, @Nullable String before, int limit) {
        return Asked.look(
                        () ->
                                history.list(
                                        before,
                                        Integer.toString(limit),
                                        wanted.userId(),
                                        wanted.order(),
                                        wanted.status(),
                                        wanted.currency(),
                                        wanted.review() ? "true" : null,
                                        text(wanted.from()),
                                        text(wanted.to())))
                .ofList();
    }

    /** One payment with its order and every try to pay it; missing if core does not know it. */
    public Look<PaymentDetail> one(String intent) {
        Look<PaymentDetail> detail = Asked.look(() -> details.get(intent));
        return detail instanceof Look.Missing<PaymentDetail> ? ofOlder(intent) : detail;
    }

    /** An older core has no address for one payment, but lists it. */
    private Look<PaymentDetail> ofOlder(String intent) {
        return switch (Asked.look(() -> lists.list(null, "1", List.of(intent), null))) {
            case Look.Seen<PaymentPage>(PaymentPage page) ->
                    page.data().isEmpty()
                            ? new Look.Missing<>()
                            : new Look.Seen<>(alone(page.data().getFirst()));
            case Look.Refused<PaymentPage>(String why) -> new Look.Refused<>(why);
            case Look.Missing<PaymentPage> _, Look.Older<PaymentPage> _ -> new Look.Older<>();
            case Look.Away<PaymentPage> _ -> new Look.Away<>();
        };
    }

    private static PaymentDetail alone(PaymentView payment) {
        return new PaymentDetail(payment, false, null, List.of(), null);
    }

    /**
     * What changed a payment or was refused, newest first.
     *
     * @param before the next of the page before; null for the newest
     */
    public Look<PaymentChangePage> changes(String intent, @Nullable String before, int limit) {
        return Asked.look(() -> details.changes(intent, before, Integer.toString(limit))).ofList();
    }

    /** How many payments a person has to look at. */
    public Look<PaymentReviews> reviews() {
        return Asked.look(reviews::count).ofList();
    }

    /** Ends the review of a payment, if its reasons are still those that were seen. */
    public CoreAnswer<ReviewDismissed> dismiss(String intent, ReviewDismissal dismissal) {
        return Asked.of(() -> dismissals.dismiss(intent, dismissal));
    }

    private static @Nullable String text(@Nullable Long number) {
        return number == null ? null : number.toString();
    }
}
