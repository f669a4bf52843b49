package io.tollgate.local.arch;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The rooms of one service, each a package right below the service's own, and which others a room
 * may know. A room is a stage of the flow or a thing of the domain; a new one has to be put here.
 *
 * @param root the service's package
 * @param doors for each room, the rooms it may know
 */
record Rooms(String root, Map<String, Set<String>> doors) {

    /** Clock, authentication, error answers: it may know every room, and nobody may know it. */
    static final String PLATFORM = "platform";

    static final Rooms BILLING =
            new Rooms(
                    "io.tollgate.billing",
                    Map.ofEntries(
                            Map.entry("webhook", Set.of("inbox")),
                            Map.entry("audit", Set.of()),
                            Map.entry("inbox", Set.of("audit")),
                            Map.entry("normalise", Set.of("inbox")),
                            Map.entry("dispatch", Set.of("inbox", "normalise", "stripe", "core")),
                            Map.entry("core", Set.of()),
                            Map.entry("stripe", Set.of("inbox", "normalise")),
                            Map.entry("customer", Set.of("stripe", "core", "inbox")),
                            Map.entry("payment", Set.of("audit", "stripe", "core", "customer")),
                            Map.entry("checkout", Set.of("stripe", "core", "customer")),
                            Map.entry(
                                    "reconcile",
                                    Set.of("audit", "stripe", "core", "inbox", "normalise")),
                            Map.entry("notice", Set.of("inbox", "dispatch", "reconcile", "core")),
                            Map.entry(
                                    "console",
                                    Set.of(
                                            "audit",
                                            "inbox",
                                            "dispatch",
                                            "reconcile",
                                            "payment",
                                            "core"))));

    static final Rooms CORE =
            new Rooms(
                    "io.tollgate.core",
                    Map.of(
                            "account", Set.of(),
                            "plan", Set.of(),
                            "subscription", Set.of("account", "plan"),
                            "order", Set.of("plan"),
                            "payment", Set.of("order", "plan"),
                            "search", Set.of(),
                            "quota", Set.of("subscription", "plan", "account")));

    /** Every name a room may have. */
    Set<String> names() {
        Set<String> names = new TreeSet<>(doors.keySet());
        names.add(PLATFORM);
        return names;
    }

    /** The rooms these classes stand in; {@code ""} for a class that stands in none. */
    Set<String> presentIn(JavaClasses classes) {
        Set<String> present = new TreeSet<>();
        classes.forEach(each -> present.add(roomOf(each)));
        return present;
    }

    boolean contains(JavaClass candidate) {
        String name = candidate.getPackageName();
        return name.equals(root) || name.startsWith(root + ".");
    }

    String roomOf(JavaClass member) {
        String name = member.getPackageName();
        return name.equals(root) ? "" : name.substring(root.length() + 1).split("\\.", 2)[0];
    }

    /** A room as ArchUnit writes packages. */
    String packageOf(String room) {
        return root + "." + room + "..";
    }
}
