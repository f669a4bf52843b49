package io.tollgate.billing.console.session;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The users of the settings, who sign in by a form. */
public final class Users {

    static final int MIN_COST = 10;

    /** 16 takes seconds already, and every attempt does. */
    static final int MAX_COST = 16;

    private static final Pattern ENTRY =
            Pattern.compile(
                    "([A-Za-z0-9][A-Za-z0-9._-]{0,63}):([a-z]+):"
                            + "(\\$2[aby]\\$(\\d\\d)\\$[./A-Za-z0-9]{53})");

    /**
     * One user.
     *
     * @param hash bcrypt's
     */
    record User(String name, Role role, String hash) {

        /** Another password is another user, as far as sessions go. */
        String mark() {
            return Seals.digest(hash.getBytes(StandardCharsets.UTF_8)).substring(0, 16);
        }

        @Override
        public String toString() {
            return "User[" + name + ", " + role.wire() + "]";
        }
    }

    private final Map<String, User> byName;
    private final List<String> faults;

    private Users(Map<String, User> byName, List<String> faults) {
        this.byName = byName;
        this.faults = faults;
    }

    /** Reads the setting; what is wrong with it is told by {@link #faults}, without a hash. */
    static Users of(Optional<String> setting) {
        Map<String, User> users = new LinkedHashMap<>();
        List<String> faults = new ArrayList<>();
        String[] entries = setting.orElse("").strip().split("\\s*[,\\n]\\s*", -1);
        for (int i = 0; i < entries.length; i++) {
            if (!entries[i].isBlank()) {
                read(entries[i].strip(), i + 1, users, faults);
            }
        }
        return new Users(Map.copyOf(users), List.copyOf(faults));
    }

    private static void read(
            String entry, int number, Map<String, User> users, List<String> faults) {
        Matcher parts = ENTRY.matcher(entry);
        if (!parts.matches()) {
            faults.add(
                    "CONSOLE_USERS, entry %d is not name:role:hash with a bcrypt hash ($2y$…)."
                            .formatted(number));
            return;
        }
        Optional<Role> role = Role.of(parts.group(2));
        int cost = Integer.parseInt(parts.group(4));
        if (role.isEmpty()) {
            faults.add(
                    "CONSOLE_USERS, entry %d has another role than admin and support."
                            .formatted(number));
        } else if (cost < MIN_COST || cost > MAX_COST) {
            faults.add(
                    "CONSOLE_USERS, entry %d has a bcrypt cost of %d; it must be from %d to %d."
                            .formatted(number, cost, MIN_COST, MAX_COST));
        } else if (users.containsKey(parts.group(1))) {
            faults.add("CONSOLE_USERS, entry %d repeats a name.".formatted(number));
        } else {
            users.put(parts.group(1), new User(parts.group(1), role.get(), parts.group(3)));
        }
    }

    List<String> faults() {
        return faults;
    }

    boolean isEmpty() {
        return byName.isEmpty();
    }

    Optional<User> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** A hash to compare with for who does not exist: that must take as long as for who does. */
    String anyHash() {
        return byName.values().iterator().next().hash();
    }

    /** Whether one of these hashes is among the users. */
    boolean hasOneOf(List<String> hashes) {
        return byName.values().stream().anyMatch(user -> hashes.contains(user.hash()));
    }
}
