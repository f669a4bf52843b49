package io.tollgate.core.platform;

import io.tollgate.core.platform.Keyring.OwnedKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Reads the callers' keys from the settings and says what is unsafe about them. */
final class KeyChecks {

    /** 16 random characters are beyond guessing; shorter keys are typed, not generated. */
    static final int MIN_KEY_LENGTH = 16;

    private static final String BILLING = "billing";
    private static final Set<String> SCOPES = Set.of(BILLING, "product");

    private static final List<String> PLACEHOLDERS =
            List.of("changeme", "change-me", "change_me", "your-api-key", "your_api_key", "...");

    private static final Set<String> PLACEHOLDER_WORDS =
            Set.of("secret", "password", "api-key", "apikey", "placeholder", "test", "example");

    /** What every key of the demo has in it; they stand in the repository. */
    private static final String OF_DEMO = "demo_not_a_secret";

    private final List<OwnedKey> keys = new ArrayList<>();
    private final Map<String, Caller> owners = new HashMap<>();
    private final List<String> complaints = new ArrayList<>();

    private final boolean demo;

    private KeyChecks(boolean demo) {
        this.demo = demo;
    }

    /**
     * What the settings come to.
     *
     * @param keys every key with its owner
     * @param complaints why the service must not start, each naming its setting; empty if sound
     */
    record Result(List<OwnedKey> keys, List<String> complaints) {}

    /**
     * Checks the settings as text: caller name to scope and comma-separated keys.
     *
     * @param demo whether the demo's keys may pass
     */
    static Result check(Map<String, CallerText> callers, boolean demo) {
        KeyChecks checks = new KeyChecks(demo);
        callers.forEach(checks::read);
        boolean billingCanCall =
                checks.keys.stream().anyMatch(key -> key.owner().scope().equals(BILLING));
        if (!billingCanCall && checks.complaints.isEmpty()) {
            checks.complaints.add(
                    "CORE_API_KEY is not set or blank: billing-service could not call");
        }
        return new Result(checks.keys, checks.complaints);
    }

    /** One caller's settings, as written. */
    record CallerText(String scope, String keys) {}

    /** The setting an operator would look for. */
    static String setting(String caller) {
        return switch (caller) {
            case "billing" -> "CORE_API_KEY";
            case "product" -> "PRODUCT_API_KEY";
            default -> "tollgate.callers." + caller + ".keys";
        };
    }

    private void read(String name, CallerText text) {
        if (!SCOPES.contains(text.scope())) {
            complaints.add("tollgate.callers." + name + ".scope must be billing or product");
        }
        if (text.keys().isEmpty()) {
            return;
        }
        Caller caller = new Caller(name, text.scope());
        for (String key : text.keys().split(",", -1)) {
            read(caller, key.strip());
        }
    }

    private void read(Caller caller, String key) {
        String setting = setting(caller.name());
        Caller other = owners.putIfAbsent(key, caller);
        if (key.isEmpty()) {
            complaints.add(setting + " has a blank key");
        } else if (isPlaceholder(key)) {
            complaints.add(setting + " is a placeholder: generate a random key");
        } else if (key.contains(OF_DEMO) && !demo) {
            complaints.add(setting + " is the demo's, which everybody knows: set another");
        } else if (key.length() < MIN_KEY_LENGTH) {
            complaints.add(setting + " has a key shorter than " + MIN_KEY_LENGTH + " characters");
        } else if (other != null && !other.equals(caller)) {
            complaints.add(
                    setting(other.name()) + " and " + setting + " share a key: use one for each");
        } else {
            keys.add(new OwnedKey(key, caller));
        }
    }

    private static boolean isPlaceholder(String key) {
        String lower = key.toLowerCase(Locale.ROOT);
        return PLACEHOLDER_WORDS.contains(lower)
                || PLACEHOLDERS.stream().anyMatch(lower::contains)
                || key.chars().distinct().count() == 1;
    }
}
