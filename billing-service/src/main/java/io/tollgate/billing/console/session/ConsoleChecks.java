package io.tollgate.billing.console.session;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What is wrong with the console's settings, for the start to be refused. */
public final class ConsoleChecks {

    static final int MIN_KEY_CHARS = 32;

    /** The hashes of the demo's passwords, which stand in the repository. */
    private static final List<String> OF_DEMO =
            List.of(
                    "$2y$10$cZEg..iYPEEbhHJSzF20BeE/N53Tq5qVHf9rQHOan.yWRMFx0HwWi",
                    "$2y$10$z9asyfbISpObe2zTtOe.a.7iVFxtnAkTiSflUPJ0SamNCKA6QqMT.");

    private static final String KEY_OF_DEMO = "demo_not_a_secret";

    private ConsoleChecks() {}

    /** The faults, each naming its setting and none a secret. */
    public static List<String> faults(ConsoleConfig config, ProviderConfig provider, boolean demo) {
        Users users = Users.of(config.users());
        List<String> faults = new ArrayList<>(users.faults());
        provider(provider).ifPresent(faults::add);
        boolean wanted = !users.isEmpty() || provider.issuer().isPresent();
        key(config.sessionKey(), wanted).ifPresent(faults::add);
        if (!demo && users.hasOneOf(OF_DEMO)) {
            faults.add(
                    "CONSOLE_USERS has a password of the demo, which everybody knows: set"
                            + " another.");
        }
        if (!demo && config.sessionKey().filter(key -> key.contains(KEY_OF_DEMO)).isPresent()) {
            faults.add("CONSOLE_SESSION_KEY is the demo's, which everybody knows: set another.");
        }
        config.publicUrl().flatMap(ConsoleChecks::publicUrl).ifPresent(faults::add);
        if (!isPositive(config.idle()) || !isPositive(config.sessionLimit())) {
            faults.add(
                    "TOLLGATE_CONSOLE_IDLE and TOLLGATE_CONSOLE_SESSION_LIMIT must be longer than"
                            + " nothing.");
        }
        return faults;
    }

    private static boolean isPositive(Duration time) {
        return !time.isZero() && !time.isNegative();
    }

    private static Optional<String> key(Optional<String> key, boolean wanted) {
        if (key.isEmpty() || key.get().isBlank()) {
            return wanted
                    ? Optional.of(
                            "CONSOLE_SESSION_KEY is not set, and a console needs it. Set it to"
                                    + " random text, the same for every replica, such as of"
                                    + " openssl rand -hex 32.")
                    : Optional.empty();
        }
        return key.get().length() < MIN_KEY_CHARS || key.get().chars().distinct().count() < 8
                ? Optional.of(
                        "CONSOLE_SESSION_KEY is too weak: %d random characters at least."
                                .formatted(MIN_KEY_CHARS))
                : Optional.empty();
    }

    private static Optional<String> provider(ProviderConfig oidc) {
        long set =
                Stream.of(oidc.issuer(), oidc.clientId(), oidc.clientSecret())
                        .filter(Optional::isPresent)
                        .count();
        if (set == 0) {
            return Optional.empty();
        }
        if (set < 3) {
            return Optional.of(
                    "The console's sign-in through a provider needs all three of"
                            + " CONSOLE_OIDC_ISSUER, CONSOLE_OIDC_CLIENT_ID and"
                            + " CONSOLE_OIDC_CLIENT_SECRET.");
        }
        return oidc.issuer().filter(ConsoleChecks::isHttp).isPresent()
                ? Optional.empty()
                : Optional.of("CONSOLE_OIDC_ISSUER is not an http or https URL with a host.");
    }

    private static Optional<String> publicUrl(String url) {
        return isHttp(url) && URI.create(url).getRawPath().isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "CONSOLE_PUBLIC_URL is not scheme and host alone, such as"
                                + " https://billing.example.com.");
    }

    private static boolean isHttp(String url) {
        try {
            URI uri = URI.create(url);
            String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
            return (scheme.equals("http") || scheme.equals("https")) && uri.getHost() != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
