package io.tollgate.local.shop;

import io.tollgate.local.client.StandInPayments;
import java.net.URI;
import java.util.Map;

/**
 * Whom the shop's pages call, and by what they pay. The publishable key says whether that is the
 * stand-in or Stripe itself.
 *
 * @param billing base URL of billing-service
 * @param core base URL of core-service
 * @param stripe base URL of the stand-in for Stripe; Stripe's own API where Stripe itself is paid
 * @param publishableKey the stand-in's, or {@code pk_test_…} of a Stripe account
 */
public record ShopSettings(URI billing, URI core, URI stripe, String publishableKey) {

    private static final URI STRIPE_ITSELF = URI.create("https://api.stripe.com");

    /** Only what a test key may look like; nobody pays real money here. */
    public ShopSettings {
        if (!publishableKey.matches("pk_test_\\w{1,200}")) {
            throw new IllegalArgumentException("a publishable key begins with pk_test_");
        }
    }

    /** For pages that pay at a stand-in. */
    public static ShopSettings standIn(URI billing, URI core, URI standIn) {
        return new ShopSettings(billing, core, standIn, StandInPayments.PUBLISHABLE_KEY);
    }

    /** For pages that pay at Stripe, in test mode. */
    public static ShopSettings stripe(URI billing, URI core, String publishableKey) {
        return new ShopSettings(billing, core, STRIPE_ITSELF, publishableKey);
    }

    boolean paysAtStripe() {
        return !publishableKey.equals(StandInPayments.PUBLISHABLE_KEY);
    }

    /** What stands for these settings in the pages' templates. */
    Map<String, String> words() {
        return Map.of(
                "billing", billing.toString(),
                "core", core.toString(),
                "stripe", stripe.toString(),
                "key", publishableKey,
                "payer", paysAtStripe() ? "stripe" : "standin");
    }
}
