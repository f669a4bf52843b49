package io.tollgate.billing.webhook;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** The secrets in force: from the settings, and from a file that is read again at an interval. */
@ApplicationScoped
public class WebhookSecrets {

    /** What every secret of the demo has in it. */
    public static final String OF_DEMO = "demo_not_a_secret";

    private static final Logger LOG = Logger.getLogger(WebhookSecrets.class);

    private final WebhookConfig config;
    private final ScheduledExecutorService refresher =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("webhook-secrets").daemon(true).factory());
    private volatile List<WebhookSecret> secrets = List.of();

    WebhookSecrets(WebhookConfig config) {
        this.config = config;
    }

    /** Refuses to start without a usable secret. */
    void start(@Observes @Priority(1) StartupEvent event) {
        try {
            secrets = load();
        } catch (IOException e) {
            throw new ConfigurationException("STRIPE_WEBHOOK_SECRET_FILE cannot be read.");
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(e.getMessage());
        }
        if (config.secretFile().isPresent()) {
            long millis = config.secretRefresh().toMillis();
            var unused =
                    refresher.scheduleWithFixedDelay(
                            this::refresh, millis, millis, TimeUnit.MILLISECONDS);
        }
    }

    void stop(@Observes ShutdownEvent event) {
        refresher.shutdownNow();
    }

    /** The modes that all secrets are for; empty if one of them does not say. */
    public Set<Boolean> modes() {
        Set<Boolean> modes = new HashSet<>();
        for (WebhookSecret secret : secrets) {
            if (secret.livemode() == null) {
                return Set.of();
            }
            modes.add(secret.livemode());
        }
        return modes;
    }

    /** Whether one of them is the demo's. */
    public boolean hasOneOfTheDemo() {
        return secrets.stream()
                .anyMatch(
                        secret ->
                                new String(secret.bytes(), StandardCharsets.UTF_8)
                                        .contains(OF_DEMO));
    }

    List<WebhookSecret> current() {
        return secrets;
    }

    /** Reads the file again; an unusable one keeps the secrets in force. */
    void refresh() {
        try {
            secrets = load();
        } catch (IOException | IllegalArgumentException e) {
            LOG.errorf("webhook secrets not reloaded, keeping the old ones: %s", e.getMessage());
        }
    }

    private List<WebhookSecret> load() throws IOException {
        List<WebhookSecret> loaded = new ArrayList<>();
        Optional<Path> file = config.secretFile();
        if (file.isPresent()) {
            String content = Files.readString(file.get()).strip().replaceAll("\\R+", ",");
            loaded.addAll(WebhookSecret.parse(content, "STRIPE_WEBHOOK_SECRET_FILE"));
        }
        if (file.isEmpty() || config.secret().isPresent()) {
            loaded.addAll(WebhookSecret.parse(config.secret().orElse(""), "STRIPE_WEBHOOK_SECRET"));
        }
        return List.copyOf(loaded);
    }
}
