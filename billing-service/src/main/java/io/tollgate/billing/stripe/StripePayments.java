package io.tollgate.billing.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.tollgate.billing.inbox.Reason;
import io.tollgate.billing.normalise.PaymentReader;
import io.tollgate.billing.normalise.PaymentSnapshot;
import io.tollgate.billing.stripe.StripeApi.Param;
import io.tollgate.contracts.payment.PaymentUpdate.Dispute;
import io.tollgate.contracts.payment.PaymentUpdate.Refund;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads payments as Stripe has them now: the intent with its charge, and its refunds and disputes
 * where there are any.
 */
public final class StripePayments {

    /** A payment has a few refunds; a few more pages only guard the loop. */
    private static final int MAX_PAGES = 5;

    private final StripeApi api;

    StripePayments(StripeApi api) {
        this.api = api;
    }

    /**
     * What is known without asking.
     *
     * @param refunds whether there are or were refunds, so that they are asked for in any case
     * @param disputes the same of disputes
     * @param asOf what Stripe says now is no older than this, whatever the clocks say; Unix seconds
     */
    public record Known(boolean refunds, boolean disputes, long asOf) {}

    /** The state of one payment: one call, and one more each for refunds and disputes. */
    public StripeState<PaymentSnapshot> of(String intent, Known known, Deadline deadline) {
        StripeAnswer answer =
                api.get(
                        "payment_intent",
                        "/v1/payment_intents/" + StripeApi.segment(intent),
                        List.of(new Param("expand[]", "latest_charge")),
                        deadline);
        return answer instanceof StripeAnswer.Found found
                ? whole(intent, found, known, deadline)
                : failed(answer);
    }

    private StripeState<PaymentSnapshot> whole(
            String intent, StripeAnswer.Found found, Known known, Deadline deadline) {
        long asOf = Math.max(found.asOf(), known.asOf());
        Optional<PaymentSnapshot> read = PaymentReader.fetched(found.body(), intent, asOf);
        if (read.isEmpty()) {
            return new StripeState.Unusable<>(Reason.UNKNOWN_SHAPE);
        }
        JsonNode charge = found.body().path("latest_charge");
        List<Refund> refunds = new ArrayList<>();
        if (known.refunds() || read.get().amountRefunded() > 0) {
            StripeAnswer list = all("refunds", intent, deadline);
            if (!(list instanceof StripeAnswer.Found all)) {
                return failed(list);
            }
            refunds.addAll(PaymentReader.refunds(all.body()));
        }
        List<Dispute> disputes = new ArrayList<>();
        if (known.disputes() || charge.path("disputed").asBoolean()) {
            StripeAnswer list = all("disputes", intent, deadline);
            if (!(list instanceof StripeAnswer.Found all)) {
                return failed(list);
            }
            disputes.addAll(PaymentReader.disputes(all.body()));
        }
        return new StripeState.Now<>(
                read.get().with(read.get().amountRefunded(), refunds, disputes), asOf);
    }

    /** {@link StripeAnswer.Found} holds an array of all of them. */
    private StripeAnswer all(String family, String intent, Deadline deadline) {
        ArrayNode data = JsonNodeFactory.instance.arrayNode();
        String after = "";
        for (int page = 0; page < MAX_PAGES; page++) {
            List<Param> params = new ArrayList<>();
            params.add(new Param("payment_intent", intent));
            params.add(new Param("limit", Integer.toString(StripeSubscriptions.PAGE)));
            if (!after.isEmpty()) {
                params.add(new Param("starting_after", after));
            }
            StripeAnswer answer = api.get(family, "/v1/" + family, params, deadline);
            if (!(answer instanceof StripeAnswer.Found list)) {
                return answer;
            }
            list.body().path("data").forEach(data::add);
            if (!list.body().path("has_more").asBoolean() || data.isEmpty()) {
                return new StripeAnswer.Found(data, list.asOf());
            }
            after = data.get(data.size() - 1).path("id").asText();
        }
        return new StripeAnswer.Unavailable(family + " without end");
    }

    private static <T> StripeState<T> failed(StripeAnswer answer) {
        return switch (answer) {
            case StripeAnswer.Found _ -> throw new IllegalStateException("it was found");
            case StripeAnswer.Missing() -> new StripeState.Missing<>();
            case StripeAnswer.Throttled() -> new StripeState.Throttled<>();
            case StripeAnswer.Unavailable(String why) -> new StripeState.Unavailable<>(why);
        };
    }

    /**
     * A page of charges of any status, newest first.
     *
     * @param after the last id of the page before; empty for the first
     * @param from made at or after this, Unix seconds
     */
    public StripeAnswer charges(String after, long from, Deadline deadline) {
        List<Param> params = new ArrayList<>();
        params.add(new Param("limit", Integer.toString(StripeSubscriptions.PAGE)));
        params.add(new Param("created[gte]", Long.toString(from)));
        if (!after.isEmpty()) {
            params.add(new Param("starting_after", after));
        }
        return api.get("charges", "/v1/charges", params, deadline);
    }
}
