package io.tollgate.billing.platform;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.tollgate.billing.console.session.ConsoleChecks;
import io.tollgate.billing.console.session.ConsoleConfig;
import io.tollgate.billing.console.session.ProviderConfig;
import io.tollgate.billing.core.CoreConfig;
import io.tollgate.billing.inbox.InboxConfig;
import io.tollgate.billing.notice.NoticeChecks;
import io.tollgate.billing.notice.NoticeConfig;
import io.tollgate.billing.stripe.StripeConfig;
import io.tollgate.billing.webhook.WebhookSecrets;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.Config;
import org.jboss.logging.Logger;

/** Refuses to start on settings that cannot work, and says which one to set. */
final class StartChecks {

    private static final Logger LOG = Logger.getLogger(StartChecks.class);
    private static final int MIN_KEY_CHARS = 16;
    private static final Duration LEAST_RETENTION = Duration.ofDays(90);
    private static final Pattern PLACEHOLDER =
            Pattern.compile(
                    "[.…x*]+|<.*>|\\$\\{.*|your.*|change.?me.*|replace.?me.*|todo.*|secret");

    private static final Pattern STRIPE_KEY =
            Pattern.compile("(?:sk|rk)_(?:test|live)_([A-Za-z0-9_]{4,})");

    private StartChecks() {}

    static void check(
            @Observes @Priority(2) StartupEvent event,
            CoreConfig core,
            StripeConfig stripe,
            InboxConfig inbox,
            WebhookSecrets secrets,
            ConsoleConfig console,
            ProviderConfig provider,
            NoticeConfig notices,
            Config config) {
        List<String> faults = new ArrayList<>();
        if (!isSet(config, "quarkus.datasource.jdbc.url")) {
            faults.add(
                    "QUARKUS_DATASOURCE_JDBC_URL is not set. Set it to this service's own database,"
                            + " such as jdbc:postgresql://db:5432/billing.");
        }
        coreUrl(core.url()).ifPresent(faults::add);
        coreKey(core.apiKey()).ifPresent(faults::add);
        Set<Boolean> modes = new HashSet<>(secrets.modes());
        inbox.livemode().ifPresent(modes::add);
        stripeKey(stripe.secretKey(), stripe.apiBase(), modes).ifPresent(faults::add);
        demo(config, stripe.secretKey(), secrets.hasOneOfTheDemo()).ifPresent(faults::add);
        bearer(config).ifPresent(faults::add);
        retention(inbox.eventsKept()).ifPresent(faults::add);
        faults.addAll(
                ConsoleChecks.faults(
                        console,
                        provider,
                        config.getOptionalValue("tollgate.demo", Boolean.class).orElse(false)));
        faults.addAll(NoticeChecks.faults(notices, config));
        if (!faults.isEmpty()) {
            throw new ConfigurationException(String.join(System.lineSeparator(), faults));
        }
    }

    static Optional<String> coreUrl(Optional<String> url) {
        if (url.isEmpty() || url.get().isBlank()) {
            return Optional.of(
                    "CORE_URL is not set. Set it to core-service's base URL, such as"
                            + " http://core:8081.");
        }
        try {
            URI uri = URI.create(url.get());
            boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            return http && uri.getHost() != null
                    ? Optional.empty()
                    : Optional.of("CORE_URL is not an http or https URL with a host.");
        } catch (IllegalArgumentException e) {
            return Optional.of("CORE_URL is not a URL.");
        }
    }

    static Optional<String> coreKey(Optional<String> key) {
        if (key.isEmpty() || key.get().isBlank()) {
            return Optional.of(
                    "CORE_API_KEY is not set. Set it to a key of scope billing that core-service"
                            + " knows.");
        }
        if (PLACEHOLDER.matcher(key.get().toLowerCase(Locale.ROOT)).matches()) {
            return Optional.of("CORE_API_KEY still holds a placeholder.");
        }
        return key.get().length() < MIN_KEY_CHARS
                ? Optional.of(
                        "CORE_API_KEY is too short: " + MIN_KEY_CHARS + " characters at least.")
                : Optional.empty();
    }

    /** A live key must meet nothing of a test, and go nowhere but to Stripe. */
    static Optional<String> stripeKey(
            Optional<String> key, Optional<String> apiBase, Set<Boolean> modes) {
        if (key.isEmpty()) {
            LOG.warn(
                    "STRIPE_SECRET_KEY is not set: states are decided from events alone, and"
                            + " nothing that Stripe did not deliver is found.");
            return Optional.empty();
        }
        Matcher parts = STRIPE_KEY.matcher(key.get());
        if (!parts.matches()
                || PLACEHOLDER.matcher(parts.group(1).toLowerCase(Locale.ROOT)).matches()) {
            return Optional.of(
                    "STRIPE_SECRET_KEY is no secret or restricted key (sk_… or rk_…) of Stripe.");
        }
        boolean live = StripeConfig.isLive(key.get());
        if (!modes.isEmpty() && !modes.contains(live)) {
            return Optional.of(
                    "STRIPE_SECRET_KEY is of another mode than STRIPE_LIVEMODE and the webhook"
                            + " secrets.");
        }
        return live && apiBase.isPresent()
                ? Optional.of("STRIPE_API_BASE must not be set with a live STRIPE_SECRET_KEY.")
                : Optional.empty();
    }

    /** The demo's secrets stand in the repository: whoever has read it could sign and call. */
    static Optional<String> demo(
            Config config, Optional<String> stripeKey, boolean demoWebhookSecret) {
        if (config.getOptionalValue("tollgate.demo", Boolean.class).orElse(false)) {
            return stripeKey.filter(StripeConfig::isLive).isPresent()
                    ? Optional.of("TOLLGATE_DEMO must not be set with a live STRIPE_SECRET_KEY.")
                    : Optional.empty();
        }
        List<String> known = new ArrayList<>();
        if (demoWebhookSecret) {
            known.add("STRIPE_WEBHOOK_SECRET");
        }
        Map.of(
                        "STRIPE_SECRET_KEY", "tollgate.stripe.secret-key",
                        "CORE_API_KEY", "tollgate.core.api-key",
                        "QUARKUS_DATASOURCE_PASSWORD", "quarkus.datasource.password")
                .forEach(
                        (setting, name) ->
                                config.getOptionalValue(name, String.class)
                                        .filter(value -> value.contains(WebhookSecrets.OF_DEMO))
                                        .ifPresent(value -> known.add(setting)));
        return known.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "The demo's secret, which everybody knows, is in %s: set another."
                                .formatted(String.join(", ", known)));
    }

    /** Stripe repeats an event for days and lists it for 30; its id has to outlast that by far. */
    static Optional<String> retention(Duration eventsKept) {
        return eventsKept.compareTo(LEAST_RETENTION) < 0
                ? Optional.of("TOLLGATE_INBOX_EVENTS_KEPT must be at least P90D.")
                : Optional.empty();
    }

    /** Without an issuer or audience to compare, any token of the same signer would pass. */
    static Optional<String> bearer(Config config) {
        boolean key =
                isSet(config, "mp.jwt.verify.publickey.location")
                        || isSet(config, "mp.jwt.verify.publickey");
        boolean issuer = isSet(config, "mp.jwt.verify.issuer");
        boolean audience = isSet(config, "mp.jwt.verify.audiences");
        if (!key && !issuer && !audience) {
            LOG.warn(
                    "JWT_PUBLIC_KEY_LOCATION, JWT_ISSUER and JWT_AUDIENCE are not set: every"
                            + " bearer call, the admin API included, is refused.");
            return Optional.empty();
        }
        List<String> missing = new ArrayList<>();
        if (!key) {
            missing.add("JWT_PUBLIC_KEY_LOCATION");
        }
        if (!issuer) {
            missing.add("JWT_ISSUER");
        }
        if (!audience) {
            missing.add("JWT_AUDIENCE");
        }
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "Bearer tokens need all three of JWT_PUBLIC_KEY_LOCATION, JWT_ISSUER and"
                                + " JWT_AUDIENCE; missing: "
                                + String.join(", ", missing)
                                + ".");
    }

    private static boolean isSet(Config config, String name) {
        return config.getOptionalValue(name, String.class)
                .filter(value -> !value.isBlank() && !value.equals("NONE"))
                .isPresent();
    }
}
