package io.tollgate.billing.reconcile;

import com.fasterxml.jackson.databind.JsonNode;
import io.tollgate.billing.core.CoreAnswer;
import io.tollgate.billing.core.CoreOrders;
import io.tollgate.billing.inbox.StripeJson;
import io.tollgate.billing.stripe.Deadline;
import io.tollgate.billing.stripe.StripeAnswer;
import io.tollgate.billing.stripe.StripePayments;
import io.tollgate.contracts.payment.PaymentView;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Walks through Stripe's charges of the last months and holds each that is an order's against core:
 * a refund or a dispute may come long after the payment.
 */
final class ChargesStep implements Step {

    private static final Duration CALL = Duration.ofSeconds(20);

    /** A card payment can be disputed for 120 days, and longer in cases (Stripe: Disputes). */
    private static final Duration LOOK_BACK = Duration.ofDays(180);

    private final StripePayments stripe;
    private final CoreOrders core;
    private final PaymentJudge judge;
    private final Clock clock;

    ChargesStep(StripePayments stripe, CoreOrders core, PaymentJudge judge, Clock clock) {
        this.stripe = stripe;
        this.core = core;
        this.judge = judge;
        this.clock = clock;
    }

    @Override
    public StepResult look(Run run) throws SQLException {
        String after = run.cursor() == null ? "" : run.cursor();
        long from = clock.instant().minus(LOOK_BACK).getEpochSecond();
        return switch (stripe.charges(after, from, Deadline.in(CALL))) {
            case StripeAnswer.Found(JsonNode list, long ignored) -> page(list);
            // The cursor's charge is gone (test data was deleted): begin anew.
            case StripeAnswer.Missing() ->
                    StepResult.Page.ofPayments(List.of(), after.isEmpty() ? null : "", 0);
            case StripeAnswer.Throttled() -> new StepResult.Wait("Stripe throttles");
            case StripeAnswer.Unavailable(String why) -> new StepResult.Wait("Stripe: " + why);
        };
    }

    private StepResult page(JsonNode list) throws SQLException {
        Map<String, JsonNode> charges = new LinkedHashMap<>();
        String last = null;
        for (JsonNode charge : list.path("data")) {
            last = charge.path("id").asText();
            String intent = StripeJson.ref(charge.path("payment_intent"));
            if (intent != null && isOfOrder(charge)) {
                // Newest first: an intent's successful charge is its last.
                charges.putIfAbsent(intent, charge);
            }
        }
        if (!(core.payments(List.copyOf(charges.keySet()))
                instanceof CoreAnswer.Ok<Map<String, PaymentView>>(var held))) {
            return new StepResult.Wait("core is away");
        }
        List<Difference> differences = new ArrayList<>();
        for (Map.Entry<String, JsonNode> charge : charges.entrySet()) {
            if (agrees(charge.getValue(), held.get(charge.getKey()))) {
                continue;
            }
            switch (judge.again(charge.getKey(), Deadline.in(CALL))) {
                case Judge.Verdict.Fine() -> {}
                case Judge.Verdict.Differs(Difference difference) -> differences.add(difference);
                case Judge.Verdict.Wait(String why) -> {
                    return new StepResult.Wait(why);
                }
            }
        }
        boolean more = list.path("has_more").asBoolean();
        return StepResult.Page.ofPayments(differences, more ? last : null, charges.size());
    }

    private static boolean isOfOrder(JsonNode charge) {
        JsonNode metadata = charge.path("metadata");
        return metadata.path("order_ref").isTextual() || metadata.path("order_id").isTextual();
    }

    /** Whether the charge alone shows that core is up to date. */
    private static boolean agrees(JsonNode charge, @Nullable PaymentView held) {
        if (held == null || !held.review().isEmpty()) {
            return false;
        }
        boolean succeeded = charge.path("status").asText().equals("succeeded");
        boolean paid = held.status().equals("succeeded");
        // Also one that is over: a lost dispute may be won late, and another may follow it.
        boolean disputed = charge.path("disputed").asBoolean() || !held.disputes().isEmpty();
        return succeeded == paid
                && charge.path("amount_refunded").asLong() == held.amountRefunded()
                && !disputed;
    }
}
