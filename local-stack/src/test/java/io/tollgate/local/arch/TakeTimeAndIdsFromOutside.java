package io.tollgate.local.arch;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;

/**
 * No class asks the machine for the time of day or for a random id: a test could not turn that
 * clock. {@code System.nanoTime()} measures and says nothing of the time of day, so it is free.
 */
final class TakeTimeAndIdsFromOutside extends ArchCondition<JavaClass> {

    private static final Set<String> FORBIDDEN =
            Set.of(
                    "java.util.UUID.randomUUID()",
                    "java.util.Date.<init>()",
                    "java.lang.System.currentTimeMillis()");

    TakeTimeAndIdsFromOutside() {
        super("take the time of day and random ids from outside");
    }

    @Override
    public void check(JavaClass member, ConditionEvents events) {
        // References such as Instant::now are among these accesses, as calls are.
        for (JavaAccess<?> access : member.getAccessesFromSelf()) {
            String target = access.getTarget().getFullName();
            if (FORBIDDEN.contains(target) || isOwnClock(target)) {
                events.add(SimpleConditionEvent.violated(access, access.getDescription()));
            }
        }
    }

    /**
     * {@code now()} of any type of java.time, with or without a zone; {@code now(Clock)} is good.
     */
    private static boolean isOwnClock(String target) {
        return target.startsWith("java.time.Clock.system")
                || (target.startsWith("java.time.")
                        && (target.endsWith(".now()")
                                || target.endsWith(".now(java.time.ZoneId)")));
    }
}
