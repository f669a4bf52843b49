package io.tollgate.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tollgate.local.client.StandInClient;
import io.tollgate.local.stack.Await;
import io.tollgate.local.stack.Stack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The endpoint's secret is rolled while deliveries come in: none of them is turned away. */
class RolledSecretTest {

    private static final Duration OLD_SECRET_FOR = Duration.ofSeconds(6);

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
            CompletableFuture<Integer> touches = shop.touchFor(OLD_SECRET_FOR.multipliedBy(2));

            String rolled = standIn.rollSecret(endpoint, OLD_SECRET_FOR);
            // An operator takes a moment; until then the old secret's signature counts.
            write(file, stack.secrets().webhookSecret() + "\n" + rolled + "\n");

            int sent = touches.join();
            new Agreement(stack).settle();
            JsonNode answers = standIn.deliveries().path("answers");
            System.out.println("answers while the secret was rolled " + answers);
            assertThat(answers.propertyStream().map(java.util.Map.Entry::getKey))
                    .containsExactly("200");
            assertThat(answers.path("200").asInt()).isGreaterThan(sent);
            assertThat(signedByTheNewOneAlone(shop, standIn)).isTrue();
        }
    }

    /** The old secret is gone by now: what still arrives is signed by the new one. */
    private static boolean signedByTheNewOneAlone(Shop shop, StandInClient standIn)
            throws Exception {
        int before = standIn.deliveries().path("answers").path("200").asInt();
        shop.touch(shop.subscriptions().getFirst());
        return Await.until(
                Duration.ofSeconds(20),
                () -> {
                    try {
                        return standIn.deliveries().path("answers").path("200").asInt() > before;
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
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
