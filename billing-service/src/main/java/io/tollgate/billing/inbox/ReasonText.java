package io.tollgate.billing.inbox;

/**
 * A reason in words, for a person who looks at an event.
 *
 * @param what what it means
 * @param next what to do about it
 */
public record ReasonText(String what, String next) {

    private static final String NOTHING = "Nothing: this is as it should be.";
    private static final String COMPARE =
            "Compare with Stripe's dashboard; a newer version may read it: then replay.";
    private static final String BY_ITSELF =
            "Nothing: it counts by itself once the missing event arrives, and reconcile looks too.";

    /** The words of a reason. The runbook tells the same at more length. */
    public static ReasonText of(Reason reason) {
        return switch (reason) {
            case UNHANDLED_TYPE -> new ReasonText("Nobody here acts on this type.", NOTHING);
            case ONE_OFF_INVOICE ->
                    new ReasonText("The invoice belongs to no subscription.", NOTHING);
            case PAYMENT_EVENT ->
                    new ReasonText("The payment is of no order, such as an invoice's.", NOTHING);
            case CHECKOUT_EVENT ->
                    new ReasonText(
                            "The checkout is of neither a subscription nor an order.", NOTHING);
            case CUSTOMER_EVENT ->
                    new ReasonText("A customer changed, without effect on access.", NOTHING);
            case LIVEMODE_MISMATCH ->
                    new ReasonText(
                            "An event of test mode came to live mode, or the other way round.",
                            "Give this mode's webhook secret only to this mode's endpoint.");
            case ENDPOINT_MODE_MISMATCH ->
                    new ReasonText(
                            "It was signed with the secret of an endpoint of the other mode.",
                            "Check which endpoint each webhook secret belongs to.");
            case CONNECTED_ACCOUNT ->
                    new ReasonText(
                            "It is an event of a connected account, not of ours.",
                            "Let the endpoint at Stripe listen to your own account only.");
            case THIN_EVENT ->
                    new ReasonText(
                            "It is a thin event, which carries no object.",
                            "Use an endpoint with snapshot payloads.");
            case SUBSCRIPTION_UNKNOWN ->
                    new ReasonText("No event has told of its subscription yet.", BY_ITSELF);
            case PAYMENT_UNKNOWN ->
                    new ReasonText("No event has told of its payment yet.", BY_ITSELF);
            case UNREADABLE_BODY ->
                    new ReasonText(
                            "Signed by Stripe, and not a JSON object in UTF-8.",
                            "Nothing to repair here: ask Stripe.");
            case NO_EVENT_ID ->
                    new ReasonText(
                            "JSON without a usable event id.",
                            "Nothing to repair here: ask Stripe.");
            case UNKNOWN_SHAPE ->
                    new ReasonText("A field that everything depends on is missing.", COMPARE);
            case NO_CUSTOMER -> new ReasonText("A subscription without any customer.", COMPARE);
            case NO_PLAN -> new ReasonText("A subscription without any price.", COMPARE);
            case CORE_REJECTED ->
                    new ReasonText(
                            "core-service will not take the update, however often it is sent: the"
                                    + " two services do not fit.",
                            "Deploy the version that fits, then replay.");
            case GAVE_UP ->
                    new ReasonText(
                            "It was retried for days without success, of core-service mostly.",
                            "Once core-service is well, replay this reason; reconcile does it"
                                    + " too.");
            case WORKER_LOST ->
                    new ReasonText(
                            "Several processes in a row died or stalled over its lane.",
                            "Look for a crash in the log; after a fix, replay.");
        };
    }
}
