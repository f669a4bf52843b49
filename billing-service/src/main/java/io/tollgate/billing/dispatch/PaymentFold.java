package io.tollgate.billing.dispatch;

import io.tollgate.billing.normalise.OrderMark;
import io.tollgate.billing.normalise.PaymentReading;
import io.tollgate.billing.normalise.PaymentSnapshot;
import io.tollgate.contracts.payment.PaymentUpdate.Dispute;
import io.tollgate.contracts.payment.PaymentUpdate.Refund;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Decides from kept events what a payment is now. A pure function of the set of events: the order
 * in which they arrived, and repeats, make no difference.
 *
 * <p>An intent that succeeded or was cancelled stays so; else the newest event counts, and within
 * one second the one that is further on. What went back is the newest charge's own sum, less the
 * refunds that failed since, but no less than what the known refunds add up to. Of a refund or a
 * dispute the newest event counts, and within one second the one that ends it.
 */
final class PaymentFold {

    /**
     * One kept event's reading.
     *
     * @param created Stripe's clock, Unix seconds
     */
    record Told(String eventId, String type, long created, PaymentReading reading) {}

    private static final List<String> PROGRESS =
            List.of(
                    "requires_payment_method",
                    "requires_confirmation",
                    "requires_action",
                    "processing",
                    "requires_capture");

    private static final Set<String> FINAL = Set.of("succeeded", "canceled");

    /** A refund with one of these brought nothing back (Stripe: Refund status). */
    private static final Set<String> NO_REFUND = Set.of("failed", "canceled");

    private static final List<String> OPEN_DISPUTE =
            List.of("warning_needs_response", "needs_response", "warning_under_review");

    private record Dated<T>(String eventId, long created, T what) {}

    private final List<Dated<PaymentSnapshot>> intents = new ArrayList<>();
    private final List<Dated<PaymentSnapshot>> charges = new ArrayList<>();
    private final List<Dated<Refund>> refunds = new ArrayList<>();
    private final List<Dated<Dispute>> disputes = new ArrayList<>();

    private PaymentFold() {}

    /** Decides; empty if nothing tells of an intent or a charge. */
    static Optional<PaymentSnapshot> decide(
            @Nullable PaymentSnapshot saved, Collection<Told> kept) {
        PaymentFold fold = new PaymentFold();
        if (saved != null) {
            fold.addSaved(saved);
        }
        Map<String, Told> distinct = new TreeMap<>();
        kept.forEach(told -> distinct.put(told.eventId(), told));
        distinct.values().forEach(fold::add);
        return fold.decide();
    }

    /** What was worked out before is older than any event: one that came late is not in it. */
    private void addSaved(PaymentSnapshot saved) {
        long created = saved.fetched() ? saved.created() : 0;
        intents.add(new Dated<>("", created, saved));
        charges.add(new Dated<>("", created, saved));
        saved.refunds().forEach(refund -> refunds.add(new Dated<>("", created, refund)));
        saved.disputes().forEach(dispute -> disputes.add(new Dated<>("", created, dispute)));
    }

    private void add(Told told) {
        switch (told.reading()) {
            case PaymentReading.Intent(PaymentSnapshot snapshot) ->
                    intents.add(dated(told, snapshot));
            case PaymentReading.Charge(PaymentSnapshot snapshot) ->
                    charges.add(dated(told, snapshot));
            case PaymentReading.Refunded(Refund refund) -> refunds.add(dated(told, refund));
            case PaymentReading.Disputed(Dispute dispute) -> disputes.add(dated(told, dispute));
            case PaymentReading.Hint(), PaymentReading.Unusable _ -> {}
        }
    }

    private static <T> Dated<T> dated(Told told, T what) {
        return new Dated<>(told.eventId(), told.created(), what);
    }

    private Optional<PaymentSnapshot> decide() {
        // A charge that went through says that the intent did, where no event of it has come.
        Stream<Dated<PaymentSnapshot>> byCharge =
                charges.stream()
                        .filter(c -> intents.isEmpty() || c.what().status().equals("succeeded"));
        return Stream.concat(intents.stream(), byCharge)
                .max(
                        Comparator.<Dated<PaymentSnapshot>>comparingInt(
                                        c -> FINAL.contains(c.what().status()) ? 1 : 0)
                                .thenComparingLong(Dated::created)
                                .thenComparingInt(c -> PROGRESS.indexOf(c.what().status()))
                                .thenComparing(Dated::eventId))
                .map(Dated::what)
                .map(this::complete);
    }

    private PaymentSnapshot complete(PaymentSnapshot intent) {
        Map<String, Dated<Refund>> lastRefunds = last(refunds, Refund::refundId, PaymentFold::rank);
        Map<String, Dated<Dispute>> lastDisputes =
                last(disputes, Dispute::disputeId, PaymentFold::rank);
        long refunded = Math.max(byCharge(lastRefunds.values()), sum(lastRefunds.values()));
        PaymentSnapshot whole =
                intent.with(
                        refunded,
                        lastRefunds.values().stream().map(Dated::what).toList(),
                        lastDisputes.values().stream().map(Dated::what).toList());
        return whole.order().names() ? whole : whole.of(order());
    }

    /** What the metadata last said of an order: somebody may have emptied them since. */
    private OrderMark order() {
        return Stream.concat(intents.stream(), charges.stream())
                .filter(each -> each.what().order().names())
                .max(
                        Comparator.<Dated<PaymentSnapshot>>comparingLong(Dated::created)
                                .thenComparing(Dated::eventId))
                .map(each -> each.what().order())
                .orElse(OrderMark.NONE);
    }

    private long byCharge(Collection<Dated<Refund>> lastRefunds) {
        return charges.stream()
                .max(
                        Comparator.<Dated<PaymentSnapshot>>comparingLong(Dated::created)
                                .thenComparingLong(c -> c.what().amountRefunded()))
                .map(
                        newest -> {
                            long failedSince =
                                    lastRefunds.stream()
                                            .filter(r -> NO_REFUND.contains(r.what().status()))
                                            .filter(r -> isAfter(r, newest))
                                            .mapToLong(r -> r.what().amount())
                                            .sum();
                            return Math.max(0, newest.what().amountRefunded() - failedSince);
                        })
                .orElse(0L);
    }

    /** A failure within the charge's second came after it: the refund had to be made first. */
    private static boolean isAfter(Dated<Refund> failed, Dated<PaymentSnapshot> charge) {
        boolean saved = charge.eventId().isEmpty();
        return saved ? failed.created() > charge.created() : failed.created() >= charge.created();
    }

    private static long sum(Collection<Dated<Refund>> lastRefunds) {
        return lastRefunds.stream()
                .filter(refund -> !NO_REFUND.contains(refund.what().status()))
                .mapToLong(refund -> refund.what().amount())
                .sum();
    }

    private static <T> Map<String, Dated<T>> last(
            List<Dated<T>> all, Function<T, String> id, ToIntFunction<T> rank) {
        Comparator<Dated<T>> order =
                Comparator.<Dated<T>>comparingLong(Dated::created)
                        .thenComparingInt(each -> rank.applyAsInt(each.what()))
                        .thenComparing(Dated::eventId);
        Map<String, Dated<T>> last = new HashMap<>();
        all.forEach(
                each ->
                        last.merge(
                                id.apply(each.what()),
                                each,
                                (one, other) -> order.compare(one, other) >= 0 ? one : other));
        return new TreeMap<>(last);
    }

    /** A refund that went through may fail later, and never the other way round. */
    private static int rank(Refund refund) {
        if (NO_REFUND.contains(refund.status())) {
            return 2;
        }
        return refund.status().equals("succeeded") ? 1 : 0;
    }

    private static int rank(Dispute dispute) {
        return OPEN_DISPUTE.contains(dispute.status())
                ? 0
                : dispute.status().equals("under_review") ? 1 : 2;
    }
}
