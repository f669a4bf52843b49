package io.tollgate.local.arch;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Which part may know which, and which libraries stay where. A room that is not built yet breaks no
 * rule; a room nobody planned breaks one. The last tests show that the rules can fail at all.
 */
class ArchitectureTest {

    private static final String OURS = "io.tollgate..";
    private static final String CONTRACTS = "io.tollgate.contracts..";
    private static final String STRIPE = "com.stripe..";
    private static final String PERSISTENCE = "jakarta.persistence..";

    private static final Set<String> STRIPE_ROOMS =
            Set.of("webhook", "payment", "checkout", "reconcile", "stripe");

    /** All that normalise may see of the inbox: the event, why it led nowhere, and its JSON. */
    private static final Set<String> SEEN_BY_NORMALISE =
            Set.of("KeptEvent", "Reason", "StripeJson");

    private static final JavaClasses ALL =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("io.tollgate");

    private static final JavaClasses BILLING = in(Rooms.BILLING.root() + "..");
    private static final JavaClasses CORE = in(Rooms.CORE.root() + "..");
    private static final JavaClasses SERVICES =
            in(Rooms.BILLING.root() + "..", Rooms.CORE.root() + "..");

    private static JavaClasses in(String... packages) {
        return ALL.that(resideInAnyPackage(packages));
    }

    @Test
    void every_class_of_a_service_stands_in_a_room_that_was_planned() {
        assertThat(Rooms.BILLING.presentIn(BILLING))
                .isSubsetOf(Rooms.BILLING.names())
                .contains("webhook", "inbox", "normalise", "dispatch", "core", "platform");
        assertThat(Rooms.CORE.presentIn(CORE))
                .isSubsetOf(Rooms.CORE.names())
                .contains("account", "plan", "subscription", "quota", "platform");
    }

    @Test
    void a_room_of_billing_knows_only_the_rooms_it_may() {
        everyRoomKnowsOnlyWhatItMay(Rooms.BILLING, BILLING);
    }

    @Test
    void a_room_of_core_knows_only_the_rooms_it_may() {
        everyRoomKnowsOnlyWhatItMay(Rooms.CORE, CORE);
    }

    private static void everyRoomKnowsOnlyWhatItMay(Rooms rooms, JavaClasses classes) {
        Set<String> present = rooms.presentIn(classes);
        rooms.doors()
                .forEach(
                        (room, others) -> {
                            if (present.contains(room)) {
                                knowsOnly(rooms, room, others).check(classes);
                            }
                        });
    }

    private static ArchRule knowsOnly(Rooms rooms, String room, Set<String> others) {
        DescribedPredicate<JavaClass> closed =
                describe(
                        "another room than " + others,
                        target ->
                                rooms.contains(target)
                                        && !rooms.roomOf(target).equals(room)
                                        && !others.contains(rooms.roomOf(target)));
        return noClasses()
                .that()
                .resideInAPackage(rooms.packageOf(room))
                .should()
                .dependOnClassesThat(closed);
    }

    @Test
    void normalise_sees_of_the_inbox_only_the_event_its_reasons_and_its_json() {
        DescribedPredicate<JavaClass> hidden =
                describe(
                        "another class of the inbox than " + SEEN_BY_NORMALISE,
                        target ->
                                target.getPackageName().equals("io.tollgate.billing.inbox")
                                        && !SEEN_BY_NORMALISE.contains(outermost(target)));
        noClasses()
                .that()
                .resideInAPackage(Rooms.BILLING.packageOf("normalise"))
                .should()
                .dependOnClassesThat(hidden)
                .check(BILLING);
    }

    private static String outermost(JavaClass member) {
        return member.getName().substring(member.getPackageName().length() + 1).split("\\$", 2)[0];
    }

    @Test
    void the_services_share_the_contracts_and_nothing_else() {
        for (Rooms service : Set.of(Rooms.BILLING, Rooms.CORE)) {
            onlyOwnOr(service.root() + "..", CONTRACTS).check(ALL);
        }
        onlyOwnOr(CONTRACTS, CONTRACTS).check(ALL);
    }

    /** What runs the services as processes has no business inside them. */
    @Test
    void the_local_stack_knows_the_services_from_outside() {
        onlyOwnOr("io.tollgate.local..", CONTRACTS).check(ALL);
    }

    private static ArchRule onlyOwnOr(String own, String shared) {
        return noClasses()
                .that()
                .resideInAPackage(own)
                .should()
                .dependOnClassesThat(
                        resideInAPackage(OURS)
                                .and(DescribedPredicate.not(resideInAnyPackage(own, shared))));
    }

    @Test
    void no_packages_know_each_other_in_a_circle() {
        noCircles().check(ALL);
    }

    private static ArchRule noCircles() {
        return SlicesRuleDefinition.slices()
                .assignedFrom(
                        new SliceAssignment() {
                            @Override
                            public SliceIdentifier getIdentifierOf(JavaClass member) {
                                return SliceIdentifier.of(member.getPackageName());
                            }

                            @Override
                            public String getDescription() {
                                return "every package";
                            }
                        })
                .should()
                .beFreeOfCycles();
    }

    @Test
    void stripes_library_stays_in_the_rooms_that_talk_to_stripe() {
        noClasses()
                .that(
                        describe(
                                "stand outside of billing's " + STRIPE_ROOMS,
                                member ->
                                        !Rooms.BILLING.contains(member)
                                                || !STRIPE_ROOMS.contains(
                                                        Rooms.BILLING.roomOf(member))))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(STRIPE)
                .check(ALL);
    }

    @Test
    void only_core_maps_rows_to_objects() {
        noClasses()
                .that()
                .resideOutsideOfPackage(Rooms.CORE.root() + "..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(PERSISTENCE)
                .check(ALL);
    }

    @Test
    void time_and_ids_enter_the_services_through_their_platform_alone() {
        classes()
                .that()
                .resideOutsideOfPackages(
                        Rooms.BILLING.packageOf(Rooms.PLATFORM),
                        Rooms.CORE.packageOf(Rooms.PLATFORM))
                .should(new TakeTimeAndIdsFromOutside())
                .check(SERVICES);
    }

    @Test
    void a_door_that_is_not_in_the_plan_is_noticed() {
        assertThat(broken(knowsOnly(Rooms.BILLING, "dispatch", Set.of("inbox")), BILLING)).isTrue();
        assertThat(broken(knowsOnly(Rooms.CORE, "quota", Set.of()), CORE)).isTrue();
        assertThat(broken(onlyOwnOr(Rooms.BILLING.root() + "..", ""), ALL)).isTrue();
    }

    @Test
    void a_library_in_the_wrong_place_is_noticed() {
        JavaClasses tests = new ClassFileImporter().importPackages("io.tollgate.local.stripe");

        assertThat(
                        broken(
                                noClasses().should().dependOnClassesThat(resideInAPackage(STRIPE)),
                                tests))
                .isTrue();
        assertThat(
                        broken(
                                noClasses()
                                        .should()
                                        .dependOnClassesThat(resideInAPackage(PERSISTENCE)),
                                CORE))
                .isTrue();
    }

    @Test
    void a_circle_and_a_clock_of_ones_own_are_noticed() {
        JavaClasses examples = new ClassFileImporter().importPackages("java.time..");
        ArchRule ownClock = classes().should(new TakeTimeAndIdsFromOutside());

        assertThat(broken(noCircles(), examples)).isTrue();
        assertThat(broken(ownClock, in("io.tollgate.local.stack.."))).isTrue();
        assertThat(broken(ownClock, in(Rooms.CORE.packageOf(Rooms.PLATFORM)))).isTrue();
    }

    private static boolean broken(ArchRule rule, JavaClasses classes) {
        return rule.evaluate(classes).hasViolation();
    }
}
