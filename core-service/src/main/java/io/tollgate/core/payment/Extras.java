package io.tollgate.core.payment;

import io.tollgate.contracts.payment.PaymentUpdate.Dispute;
import io.tollgate.contracts.payment.PaymentUpdate.Refund;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The refunds and disputes of several payments, read together.
 *
 * @param refunds by payment intent
 * @param disputes by payment intent
 */
record Extras(Map<String, List<RefundRow>> refunds, Map<String, List<DisputeRow>> disputes) {

    static Extras of(Collection<String> intents) {
        return intents.isEmpty()
                ? new Extras(Map.of(), Map.of())
                : new Extras(
                        RefundRow.of(intents).stream()
                                .collect(Collectors.groupingBy(RefundRow::paymentIntentId)),
                        DisputeRow.of(intents).stream()
                                .collect(Collectors.groupingBy(DisputeRow::paymentIntentId)));
    }

    List<Refund> refundsOf(String intent) {
        return refunds.getOrDefault(intent, List.of()).stream().map(RefundRow::view).toList();
    }

    List<Dispute> disputesOf(String intent) {
        return disputes.getOrDefault(intent, List.of()).stream().map(DisputeRow::view).toList();
    }

    boolean isDisputed(String intent) {
        return disputes.getOrDefault(intent, List.of()).stream().anyMatch(DisputeRow::counts);
    }
}
