package io.tollgate.billing.normalise;

import com.fasterxml.jackson.databind.JsonNode;
import io.tollgate.billing.inbox.KeptEvent;
import io.tollgate.billing.inbox.Reason;
import io.tollgate.billing.inbox.StripeJson;
import io.tollgate.contracts.payment.PaymentUpdate.Dispute;
import io.tollgate.contracts.payment.PaymentUpdate.Refund;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads payment intents, charges, refunds and disputes, from events and from answers of Stripe's
 * API. Pure, total, and independent of the API version.
 */
public final class PaymentReader {

    /** Names from before 2019-02-11 (Stripe: API changelog). */
    private static final Map<String, String> OLD_NAMES =
            Map.of(
                    "requires_source", "requires_payment_method",
                    "requires_source_action", "requires_action");

    private PaymentReader() {}

    /** What this event says; an odd one is {@link PaymentReading.Unusable}, never an exception. */
    public static PaymentReading read(KeptEvent event) {
        JsonNode object = event.object();
        return switch (object.path("object").asText()) {
            case "payment_intent" ->
                    intent(object, Shown.by(event))
                            .<PaymentReading>map(PaymentReading.Intent::new)
                            .orElseGet(PaymentReader::odd);
            case "charge" ->
                    charge(event)
                            .<PaymentReading>map(PaymentReading.Charge::new)
                            .orElseGet(PaymentReader::odd);
            case "refund" ->
                    refund(object)
                            .<PaymentReading>map(PaymentReading.Refunded::new)
                            .orElseGet(PaymentReader::odd);
            case "dispute" ->
                    dispute(object)
                            .<PaymentReading>map(PaymentReading.Disputed::new)
                            .orElseGet(PaymentReader::odd);
            case "checkout.session" -> new PaymentReading.Hint();
            default -> odd();
        };
    }

    private static PaymentReading odd() {
        return new PaymentReading.Unusable(Reason.UNKNOWN_SHAPE);
    }

    /** What an intent fetched from Stripe says, its latest charge expanded; empty if it is odd. */
    public static Optional<PaymentSnapshot> fetched(JsonNode intent, String lane, long asOf) {
        JsonNode livemode = intent.path("livemode");
        Boolean mode = livemode.isBoolean() ? (Boolean) livemode.booleanValue() : null;
        return intent(intent, new Shown(true, lane, asOf, mode))
                .map(
                        snapshot ->
                                snapshot.with(
                                        amount(
                                                intent.path("latest_charge")
                                                        .path("amount_refunded")),
                                        List.of(),
                                        List.of()));
    }

    /** What shows it: an event, or an answer of Stripe's. */
    private record Shown(boolean fetched, String lane, long created, @Nullable Boolean livemode) {

        static Shown by(KeptEvent event) {
            return new Shown(false, event.lane(), event.created(), event.livemode());
        }
    }

    private static Optional<PaymentSnapshot> intent(JsonNode intent, Shown shown) {
        String status = StripeJson.id(intent.path("status"));
        String currency = currency(intent);
        if (status == null || currency == null || !intent.path("amount").isIntegralNumber()) {
            return Optional.empty();
        }
        long amount = amount(intent.path("amount"));
        JsonNode received = intent.path("amount_received");
        boolean succeeded = status.equals("succeeded");
        return Optional.of(
                new PaymentSnapshot(
                        shown.fetched(),
                        shown.created(),
                        shown.livemode(),
                        shown.lane(),
                        OrderMark.of(intent.path("metadata")),
                        OLD_NAMES.getOrDefault(status, status),
                        amount,
                        received.isIntegralNumber() ? amount(received) : (succeeded ? amount : 0),
                        0,
                        currency,
                        succeeded ? null : failure(intent.path("last_payment_error")),
                        List.of(),
                        List.of()));
    }

    /** The decline code says more than the code, where there is one. */
    private static @Nullable String failure(JsonNode error) {
        String decline = StripeJson.id(error.path("decline_code"));
        return decline == null ? StripeJson.id(error.path("code")) : decline;
    }

    private static Optional<PaymentSnapshot> charge(KeptEvent event) {
        JsonNode charge = event.object();
        String currency = currency(charge);
        if (currency == null || !charge.path("amount").isIntegralNumber()) {
            return Optional.empty();
        }
        long amount = amount(charge.path("amount"));
        boolean succeeded =
                charge.path("status").asText().equals("succeeded")
                        && charge.path("captured").asBoolean(true);
        JsonNode captured = charge.path("amount_captured");
        long received = succeeded ? (captured.isIntegralNumber() ? amount(captured) : amount) : 0;
        return Optional.of(
                new PaymentSnapshot(
                        false,
                        event.created(),
                        event.livemode(),
                        event.lane(),
                        OrderMark.of(charge.path("metadata")),
                        succeeded ? "succeeded" : unfinished(charge.path("status").asText()),
                        amount,
                        received,
                        Math.min(received, amount(charge.path("amount_refunded"))),
                        currency,
                        null,
                        List.of(),
                        List.of()));
    }

    /** What an intent is while its charge is not through. */
    private static String unfinished(String status) {
        return status.equals("failed") ? "requires_payment_method" : "processing";
    }

    /** The refunds of a list. */
    public static List<Refund> refunds(JsonNode data) {
        List<Refund> refunds = new ArrayList<>();
        data.forEach(each -> refund(each).ifPresent(refunds::add));
        return refunds;
    }

    /** The disputes of a list. */
    public static List<Dispute> disputes(JsonNode data) {
        List<Dispute> disputes = new ArrayList<>();
        data.forEach(each -> dispute(each).ifPresent(disputes::add));
        return disputes;
    }

    private static Optional<Refund> refund(JsonNode refund) {
        String id = StripeJson.id(refund.path("id"));
        String status = StripeJson.id(refund.path("status"));
        return id == null || !refund.path("amount").isIntegralNumber()
                ? Optional.empty()
                : Optional.of(
                        new Refund(
                                id,
                                amount(refund.path("amount")),
                                // Old refunds have none: they went through at once.
                                status == null ? "succeeded" : status,
                                StripeJson.id(refund.path("reason")),
                                StripeJson.seconds(refund.path("created"))));
    }

    private static Optional<Dispute> dispute(JsonNode dispute) {
        String id = StripeJson.id(dispute.path("id"));
        String status = StripeJson.id(dispute.path("status"));
        return id == null || status == null || !dispute.path("amount").isIntegralNumber()
                ? Optional.empty()
                : Optional.of(
                        new Dispute(
                                id,
                                amount(dispute.path("amount")),
                                status,
                                StripeJson.id(dispute.path("reason")),
                                StripeJson.seconds(dispute.path("created"))));
    }

    private static @Nullable String currency(JsonNode object) {
        String currency = StripeJson.id(object.path("currency"));
        return currency == null ? null : currency.toLowerCase(Locale.ROOT);
    }

    private static long amount(JsonNode field) {
        return field.canConvertToLong() ? Math.max(0, field.asLong()) : 0;
    }
}
