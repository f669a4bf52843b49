package io.tollgate.billing.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import io.tollgate.billing.normalise.Normaliser;
import io.tollgate.billing.normalise.Reading;
import io.tollgate.billing.normalise.Snapshot;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Asks Stripe what a subscription is now and how far it is paid, at as few calls as can be. */
public final class StripeStates {

    /** Their period has rolled into one that nobody has paid for, so what was paid decides. */
    private static final Set<String> BY_PAYMENT = Set.of("past_due", "unpaid");

    private final StripeSubscriptions subscriptions;

    StripeStates(StripeSubscriptions subscriptions) {
        this.subscriptions = subscriptions;
    }

    /**
     * What is known without asking.
     *
     * @param paidThrough end of the latest paid period, Unix seconds
     * @param asOf what Stripe says now is no older than this, whatever the clocks say; Unix seconds
     */
    public record Known(@Nullable Long paidThrough, long asOf) {

        public static final Known NOTHING = new Known(null, 0);
    }

    /** The state of one subscription: one call, and more only for what a payload leaves out. */
    public StripeState<Billed> of(String id, Known known, Deadline deadline) {
        return switch (subscriptions.fetch(id, deadline)) {
            case StripeAnswer.Found found -> read(id, found, known, deadline);
            case StripeAnswer.Missing() -> new StripeState.Missing<>();
            case StripeAnswer.Throttled() -> new StripeState.Throttled<>();
            case StripeAnswer.Unavailable(String why) -> new StripeState.Unavailable<>(why);
        };
    }

    /** The state that a subscription from a list shows; only what is cut off there is asked for. */
    public StripeState<Billed> ofListed(
            JsonNode subscription, long asOf, Known known, Deadline deadline) {
        StripeAnswer whole =
                subscriptions.withAllItems(new StripeAnswer.Found(subscription, asOf), deadline);
        return switch (whole) {
            case StripeAnswer.Found found ->
                    read(subscription.path("id").asText(), found, known, deadline);
            case StripeAnswer.Missing() -> new StripeState.Missing<>();
            case StripeAnswer.Throttled() -> new StripeState.Throttled<>();
            case StripeAnswer.Unavailable(String why) -> new StripeState.Unavailable<>(why);
        };
    }

    private StripeState<Billed> read(
            String id, StripeAnswer.Found found, Known known, Deadline deadline) {
        long asOf = Math.max(found.asOf(), known.asOf());
        Reading reading = Normaliser.fetched(found.body(), id, "fetch:" + asOf, asOf);
        return switch (reading) {
            case Reading.Subscription(Snapshot now) -> {
                JsonNode latest = found.body().path("latest_invoice");
                Long paid = later(known.paidThrough(), Normaliser.paidThrough(List.of(latest)));
                yield BY_PAYMENT.contains(now.status()) && isBehind(paid, now)
                        ? byInvoices(now, paid, asOf, deadline)
                        : now(now, paid, asOf);
            }
            case Reading.Unusable(var reason) -> new StripeState.Unusable<>(reason);
            case Reading.InvoicePaid _, Reading.InvoiceFailed _, Reading.CheckedOut _ ->
                    throw new IllegalStateException("a subscription reads as something else");
        };
    }

    private static StripeState<Billed> now(Snapshot now, @Nullable Long paid, long asOf) {
        return new StripeState.Now<>(new Billed(now, paid), asOf);
    }

    private StripeState<Billed> byInvoices(
            Snapshot now, @Nullable Long paid, long asOf, Deadline deadline) {
        return switch (subscriptions.paidInvoices(now.subscriptionId(), deadline)) {
            case StripeAnswer.Found invoices ->
                    byLines(now, paid, asOf, invoices.body().path("data"), deadline);
            case StripeAnswer.Missing() -> now(now, paid, asOf);
            case StripeAnswer.Throttled() -> new StripeState.Throttled<>();
            case StripeAnswer.Unavailable(String why) -> new StripeState.Unavailable<>(why);
        };
    }

    /** Newest invoice first, with its lines cut off only as long as nothing better is found. */
    private StripeState<Billed> byLines(
            Snapshot now, @Nullable Long paid, long asOf, JsonNode invoices, Deadline deadline) {
        Long latest = later(paid, Normaliser.paidThrough(invoices));
        for (JsonNode invoice : invoices) {
            if (!isBehind(latest, now)) {
                break;
            }
            if (invoice.path("lines").path("has_more").asBoolean()) {
                StripeAnswer lines =
                        subscriptions.invoiceLines(invoice.path("id").asText(), deadline);
                switch (lines) {
                    case StripeAnswer.Found whole ->
                            latest = later(latest, Normaliser.paidThrough(whole.body(), invoice));
                    case StripeAnswer.Missing() -> {}
                    case StripeAnswer.Throttled() -> {
                        return new StripeState.Throttled<>();
                    }
                    case StripeAnswer.Unavailable(String why) -> {
                        return new StripeState.Unavailable<>(why);
                    }
                }
            }
        }
        return now(now, latest, asOf);
    }

    /**
     * Whether a payment may be missing: the last one reaches to the present period's start where
     * its renewal is what is overdue, or to its end where something else is. Less than that, or
     * anything in between, such as the end of a shorter period before a change of the interval,
     * says that one is not known.
     */
    private static boolean isBehind(@Nullable Long paidThrough, Snapshot now) {
        Long start = now.items().getFirst().periodStart();
        Long end = now.items().getFirst().periodEnd();
        if (paidThrough == null || start == null) {
            return paidThrough == null;
        }
        boolean between = end != null && paidThrough > start && paidThrough < end;
        return paidThrough < start || between;
    }

    private static @Nullable Long later(@Nullable Long one, @Nullable Long other) {
        return one == null || (other != null && other > one) ? other : one;
    }
}
