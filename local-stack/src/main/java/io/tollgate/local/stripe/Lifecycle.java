package io.tollgate.local.stripe;

import java.util.function.UnaryOperator;

/**
 * One subscription walked through its life: each call changes it as Stripe would, and gives the
 * event that Stripe would send. Events are a step of seconds apart, by the same clock.
 */
public final class Lifecycle {

    private final Ids ids;
    private final long stepSeconds;
    private ApiVersion version = ApiVersion.DAHLIA;
    private Subscription now;
    private long clock;

    /**
     * A life that begins with an open first payment.
     *
     * @param firstEventAt Unix seconds of the first event
     * @param stepSeconds between events; 0 makes them share a second
     */
    public Lifecycle(Ids ids, Subscription incomplete, long firstEventAt, long stepSeconds) {
        this.ids = ids;
        this.now = incomplete;
        this.clock = firstEventAt;
        this.stepSeconds = stepSeconds;
    }

    /** Shapes of the events from here on, as after a move to another endpoint. */
    public Lifecycle speaking(ApiVersion newVersion) {
        this.version = newVersion;
        return this;
    }

    /** The subscription as it is by now. */
    public Subscription subscription() {
        return now;
    }

    public StripeEvent created() {
        return fixtures().created(now, tick());
    }

    /** The first payment came through, or a later one after a failure. */
    public StripeEvent activated() {
        return updated(s -> s.withStatus("active"));
    }

    /** The next period has begun; {@link #invoicePaid()} tells that it was paid. */
    public StripeEvent renewed() {
        return updated(Subscription::renewed);
    }

    public StripeEvent invoicePaid() {
        return fixtures().invoicePaid(now, tick());
    }

    public StripeEvent invoicePaymentFailed() {
        return fixtures().invoicePaymentFailed(now, tick());
    }

    /** A renewal was not paid and is being retried. */
    public StripeEvent pastDue() {
        return updated(s -> s.withStatus("past_due"));
    }

    public StripeEvent priceChanged(String price) {
        return updated(s -> s.withPrice(price));
    }

    public StripeEvent cancelledAtPeriodEnd() {
        long at = clock;
        return updated(s -> s.cancelledAtPeriodEnd(at));
    }

    public StripeEvent deleted() {
        now = now.ended(clock);
        return fixtures().deleted(now, tick());
    }

    /** Any other change, as an update. */
    public StripeEvent updated(UnaryOperator<Subscription> change) {
        Subscription before = now;
        now = change.apply(before);
        return fixtures().updated(before, now, tick());
    }

    private EventFixtures fixtures() {
        return new EventFixtures(version, ids);
    }

    private long tick() {
        long at = clock;
        clock += stepSeconds;
        return at;
    }
}
