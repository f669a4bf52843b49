package io.tollgate.local;

import io.tollgate.local.stack.StackException;
import java.util.Map;
import java.util.Optional;

/**
 * A Stripe account's test mode in place of the stand-in, as the environment names it.
 *
 * @param publishableKey for the page where an order is paid
 * @param secretKey for billing-service
 * @param webhookSecret what Stripe's CLI signs with
 */
record StripeAccount(String publishableKey, String secretKey, String webhookSecret) {

    /** Its presence decides; the secret key alone may be there for another command. */
    private static final String PUBLISHABLE = "STRIPE_PUBLISHABLE_KEY";

    private static final String SECRET = "STRIPE_SECRET_KEY";
    private static final String WEBHOOK = "STRIPE_WEBHOOK_SECRET";

    /** The account, if one is named; live keys are refused, real money is not for trying out. */
    static Optional<StripeAccount> in(Map<String, String> environment) {
        if (environment.getOrDefault(PUBLISHABLE, "").isBlank()) {
            return Optional.empty();
        }
        return Optional.of(
                new StripeAccount(
                        wanted(environment, PUBLISHABLE, "pk_test_\\w+"),
                        wanted(environment, SECRET, "(sk|rk)_test_\\w+"),
                        wanted(environment, WEBHOOK, "whsec_\\w+")));
    }

    private static String wanted(Map<String, String> environment, String name, String shape) {
        String value = environment.getOrDefault(name, "").strip();
        if (!value.matches(shape)) {
            throw new StackException(
                    "%s is set, so %s must be one of the same account's test mode: %s"
                            .formatted(PUBLISHABLE, name, shape.replace("\\w+", "…")));
        }
        return value;
    }

    /** Without its keys. */
    @Override
    public String toString() {
        return "StripeAccount[…]";
    }
}
