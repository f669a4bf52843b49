package io.tollgate.local.stack;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Properties;

/**
 * The shared secrets of one local stack: random, and named so that nobody takes them for real ones.
 *
 * @param webhookSecret signs webhook bodies, used with its {@code whsec_} prefix
 * @param coreApiKey billing's key at core (scope billing)
 * @param productApiKey the product's key at core (scope product)
 * @param stripeSecretKey billing's key at the stand-in for Stripe
 */
public record Secrets(
        String webhookSecret, String coreApiKey, String productApiKey, String stripeSecretKey) {

    private static final int RANDOM_BYTES = 16;

    /** New ones. */
    static Secrets create() {
        return new Secrets(
                fake("whsec_test_"),
                fake("core_key_test_"),
                fake("product_key_test_"),
                fake("sk_test_"));
    }

    /** Those kept in the directory, or new ones that are kept there from now on. */
    static Secrets in(Path directory) {
        Path file = directory.resolve("secrets.properties");
        if (!Files.exists(file)) {
            create().save(file);
        }
        Properties kept = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            kept.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
        Secrets secrets =
                new Secrets(
                        kept.getProperty("webhook_secret", ""),
                        kept.getProperty("core_api_key", ""),
                        kept.getProperty("product_api_key", ""),
                        kept.getProperty("stripe_secret_key", fake("sk_test_")));
        if (!kept.containsKey("stripe_secret_key")) {
            // Kept before there was a stand-in: the other secrets stay what they are.
            secrets.save(file);
        }
        return secrets;
    }

    private void save(Path file) {
        PrivateFiles.write(
                file,
                """
                # Made for this working copy only; worth nothing anywhere else.
                webhook_secret=%s
                core_api_key=%s
                product_api_key=%s
                stripe_secret_key=%s
                """
                        .formatted(webhookSecret, coreApiKey, productApiKey, stripeSecretKey));
    }

    private static String fake(String prefix) {
        byte[] random = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(random);
        return prefix + HexFormat.of().formatHex(random);
    }

    @Override
    public String toString() {
        return "Secrets[…]";
    }
}
