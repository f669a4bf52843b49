package io.tollgate.billing.reconcile;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.tollgate.billing.StripeDouble;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Gives the service under test a key, and Stripe as a test lays it down. */
public final class StripeResource implements QuarkusTestResourceLifecycleManager {

    private static @Nullable StripeDouble running;

    @Override
    public Map<String, String> start() {
        StripeDouble stripe = new StripeDouble();
        running = stripe;
        return Map.of(
                "tollgate.stripe.secret-key", StripeDouble.KEY,
                "tollgate.stripe.api-base", stripe.url(),
                "tollgate.stripe.calls-per-second", "1000",
                "tollgate.checkout.success-url", "https://shop.example.test/done",
                "tollgate.checkout.cancel-url", "https://shop.example.test/plans",
                "tollgate.checkout.portal-return-url", "https://shop.example.test/account",
                "tollgate.reconcile.calls-per-second", "1000",
                "tollgate.reconcile.every", "0S",
                "tollgate.reconcile.poll", "50MS");
    }

    public static StripeDouble stripe() {
        return Objects.requireNonNull(running);
    }

    @Override
    public void stop() {
        stripe().close();
    }
}
