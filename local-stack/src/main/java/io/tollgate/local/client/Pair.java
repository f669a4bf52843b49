package io.tollgate.local.client;

import io.tollgate.local.stack.Jwts;
import io.tollgate.local.stack.Secrets;
import io.tollgate.local.stack.Stack;
import java.net.URI;
import java.time.Clock;

/**
 * A running pair with the stand-in for Stripe, wherever it runs, and what opens it.
 *
 * @param billing base URL of billing-service
 * @param core base URL of core-service
 * @param stripe base URL of the stand-in
 */
public record Pair(URI billing, URI core, URI stripe, Secrets secrets, Jwts jwts) {

    /** The first replicas of a stack. */
    public static Pair of(Stack stack) {
        return new Pair(
                stack.billing(0).url(),
                stack.core().url(),
                stack.stripe().url(),
                stack.secrets(),
                stack.jwts());
    }

    /** As a shop calls Stripe. */
    public StripeApiClient stripeApi() {
        return new StripeApiClient(stripe, secrets.stripeSecretKey());
    }

    public StandInClient standIn() {
        return new StandInClient(stripe);
    }

    /** As Stripe and an operator call billing. */
    public BillingClient billingClient() {
        return new BillingClient(
                billing, secrets.webhookSecret(), jwts.admin("operator-1"), Clock.systemUTC());
    }

    /** As billing and a product's backend call core. */
    public CoreClient coreClient() {
        return new CoreClient(core, secrets.coreApiKey(), secrets.productApiKey());
    }

    /** As one user's frontend calls both. */
    public BuyerClient buyer(String userId) {
        return new BuyerClient(core, billing, jwts.user(userId));
    }
}
