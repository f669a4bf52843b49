package io.tollgate.billing.payment;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How payments are started. */
@ConfigMapping(prefix = "tollgate.payment")
public interface PaymentConfig {

    /**
     * Where this runs, in a word: it goes into the metadata of every intent, and a payment that
     * says otherwise is reviewed.
     */
    @WithDefault("production")
    String environment();

    /** All of one request of a frontend that pays, Stripe's and core's answers included. */
    @WithDefault("12S")
    Duration deadline();

    /** How often it is looked for what is to be cancelled at Stripe. */
    @WithDefault("5S")
    Duration clearUpEvery();

    /** How often intents are looked for that may exist unknown to us. */
    @WithDefault("5M")
    Duration orphansEvery();
}
