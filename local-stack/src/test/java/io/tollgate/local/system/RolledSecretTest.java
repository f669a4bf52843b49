package io.tollgate.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tollgate.local.client.BillingClient;
import io.tollgate.local.client.StandInClient;
import io.tollgate.local.stack.Await;
import io.tollgate.local.stack.Stack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The endpoint's secret is rolled while deliveries come in: none of them is turned away. */
class RolledSecretTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration OLD_SECRET_FOR = Duration.ofHours(1);
    private static final byte[] SOMETHING =
            """
            {"id":"evt_of_no_interest","object":"event","type":"product.created","created":1700000000}
            """
                    .getBytes(StandardCharsets.UTF_8);

    @Test
    void no_correctly_signed_event_is_refused_while_the_secret_is_rolled(@TempDir Path folder)
            throws Exception {
        Random random = new Random(Soak.seed("rolled secret"));
        Path file = folder.resolve("webhook-secrets");
        try (Stack stack =
                Systems.withStripe()
                        .billingEnv("STRIPE_WEBHOOK_SECRET_FILE", file.toString())
                        .billingEnv("TOLLGATE_WEBHOOK_SECRET_REFRESH", "500MS")
                        .billingEnv("STRIPE_WEBHOOK_SECRET", "")
                        .build()) {
            write(file, stack.secrets().webhookSecret());
            stack.start();
            StandInClient standIn = StandInClient.of(stack);
            Shop shop = new Shop(stack, random).signUp(10);
            String endpoint = standIn.endpoints(stack.secrets().stripeSecretKey()).getFirst();
            AtomicBoolean ended = new AtomicBoolean();
            CompletableFuture<Integer> touches = shop.touchUntil(ended::get);
            goesOn(standIn);

            String rolled = standIn.rollSecret(endpoint, OLD_SECRET_FOR);
            goesOn(standIn);
            // An operator takes a moment; until then the old secret's signature counts.
            write(file, stack.secrets().webhookSecret() + "\n" + rolled + "\n");
            BillingClient withTheNewOne = BillingClient.of(stack, 0).signingWith(rolled);
            assertThat(Await.until(PATIENCE, () -> takes(withTheNewOne))).isTrue();
            goesOn(standIn);
            standIn.advance(OLD_SECRET_FOR);
            goesOn(standIn);

            ended.set(true);
            int sent = touches.join();
            new Agreement(stack).settle();
            JsonNode answers = standIn.deliveries().path("answers");
            System.out.println("answers while the secret was rolled " + answers);
            assertThat(answers.propertyStream().map(java.util.Map.Entry::getKey))
                    .containsExactly("200");
            assertThat(answers.path("200").asInt()).isGreaterThan(sent);
        }
    }

    /** Waits until more deliveries have been answered. */
    private static void goesOn(StandInClient standIn) {
        int more = answered(standIn) + 20;
        assertThat(Await.until(PATIENCE, () -> answered(standIn) >= more)).isTrue();
    }

    private static int answered(StandInClient standIn) {
        try {
            return standIn.deliveries().path("answers").path("200").asInt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean takes(BillingClient billing) {
        try {
            return billing.post("/webhook/stripe", SOMETHING).status() == 200;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As a secret is replaced in a mounted file: all at once. */
    private static void write(Path file, String content) {
        try {
            Path next = file.resolveSibling("next");
            Files.writeString(next, content);
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
