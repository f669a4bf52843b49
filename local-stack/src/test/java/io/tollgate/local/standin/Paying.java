package io.tollgate.local.standin;

import com.stripe.exception.StripeException;
import com.stripe.model.Charge;
import com.stripe.model.Event;
import com.stripe.model.PaymentIntent;
import com.stripe.param.ChargeListParams;
import com.stripe.param.PaymentIntentConfirmParams;
import com.stripe.param.PaymentIntentCreateParams;
import java.util.List;

/** Payment intents of a fixture, made and confirmed with Stripe's client. */
record Paying(Fixture fixture) {

    static final String ORDER = "order_1";
    static final String DEBIT = "pm_usBankAccount_success";
    static final String BOUNCING_DEBIT = "pm_usBankAccount_insufficientFunds";

    /** 20 EUR for an order, paid by any method that needs no redirect. */
    static PaymentIntentCreateParams.Builder twentyEuros() {
        return PaymentIntentCreateParams.builder()
                .setAmount(2_000L)
                .setCurrency("eur")
                .putMetadata("order_id", ORDER)
                .setAutomaticPaymentMethods(
                        PaymentIntentCreateParams.AutomaticPaymentMethods.builder()
                                .setEnabled(true)
                                .setAllowRedirects(
                                        PaymentIntentCreateParams.AutomaticPaymentMethods
                                                .AllowRedirects.NEVER)
                                .build());
    }

    PaymentIntent create() throws StripeException {
        return fixture.stripe().v1().paymentIntents().create(twentyEuros().build());
    }

    PaymentIntent confirm(PaymentIntent intent, String method) throws StripeException {
        return fixture.stripe()
                .v1()
                .paymentIntents()
                .confirm(
                        intent.getId(),
                        PaymentIntentConfirmParams.builder().setPaymentMethod(method).build());
    }

    /** One that is confirmed with this method already. */
    PaymentIntent paid(String method) throws StripeException {
        return confirm(create(), method);
    }

    PaymentIntent again(PaymentIntent intent) throws StripeException {
        return fixture.stripe().v1().paymentIntents().retrieve(intent.getId());
    }

    Charge charge(PaymentIntent intent) throws StripeException {
        return fixture.stripe().v1().charges().retrieve(again(intent).getLatestCharge());
    }

    /** The charges of an intent, the newest first. */
    List<Charge> charges(PaymentIntent intent) throws StripeException {
        return fixture.stripe()
                .v1()
                .charges()
                .list(ChargeListParams.builder().setPaymentIntent(intent.getId()).build())
                .getData();
    }

    /** The types of all events about payments, oldest first. */
    List<String> events() throws StripeException {
        return fixture.events().stream()
                .map(Event::getType)
                .filter(
                        type ->
                                type.startsWith("payment_intent.")
                                        || type.startsWith("charge.")
                                        || type.startsWith("refund."))
                .toList();
    }
}
