package io.tollgate.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.contracts.subscription.SubscriptionStatus;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A sound catalogue is read, and a broken one is refused with the line of every fault. */
class CatalogueParserTest {

    /** Line numbers below count from the first line of this. */
    private static final String SOUND =
            """
            resources:
              projects: count
              bytes: bytes
            plans:
              free:
                prices: []
                limits: {projects: 3, bytes: 1 GiB}
              pro:
                prices: [price_a, price_b]
                limits:
                  projects: unlimited
                  bytes: 1024
            default_plan: free
            status_policy:
              trialing: until_trial_end
              active: until_renewal
              past_due: until_payment_grace
              unpaid: no_access
              paused: no_access
              incomplete: no_access
              incomplete_expired: no_access
              canceled: until_expiry
            renewal_leeway: P4D
            past_due_grace: PT36H
            """;

    private static List<String> errors(String text) {
        return switch (CatalogueParser.parse(text)) {
            case CatalogueResult.Valid _ -> List.of();
            case CatalogueResult.Invalid(var errors) ->
                    errors.stream().map(CatalogueError::toString).toList();
        };
    }

    @Test
    void aSoundCatalogueIsReadWhole() {
        Catalogue catalogue = TestCatalogue.parse(SOUND);

        assertThat(catalogue.defaultPlan().name()).isEqualTo("free");
        assertThat(catalogue.defaultPlan().limit("bytes").limit())
                .isEqualTo(new Limit.AtMost(1L << 30));
        Plan pro = catalogue.planOfPrice("price_b").orElseThrow();
        assertThat(pro.name()).isEqualTo("pro");
        assertThat(pro.rank()).isGreaterThan(catalogue.defaultPlan().rank());
        assertThat(pro.limit("projects").limit()).isEqualTo(new Limit.Unlimited());
        assertThat(catalogue.access().rule(SubscriptionStatus.TRIALING))
                .isEqualTo(AccessRule.UNTIL_TRIAL_END);
        assertThat(catalogue.access().pastDueGrace()).isEqualTo(Duration.ofHours(36));
    }

    @Test
    void aLimitCanBeSoftOrForEachSeatAndAFeatureIsThereOrNot() {
        Plan team = TestCatalogue.sample().planOfPrice("price_team_monthly").orElseThrow();

        assertThat(team.limit("storage_bytes").soft()).isTrue();
        assertThat(team.limit("members").perSeat()).isTrue();
        assertThat(team.limit("projects"))
                .isEqualTo(new PlanLimit(new Limit.Unlimited(), false, false));
        assertThat(team.limit("sso").limit()).isEqualTo(new Limit.Feature(true));
    }

    @Test
    void anotherTextIsAnotherVersion() {
        String one = TestCatalogue.parse(SOUND).hash();

        assertThat(TestCatalogue.parse(SOUND).hash()).isEqualTo(one).hasSize(16);
        assertThat(TestCatalogue.parse(SOUND + "# the same otherwise\n").hash()).isNotEqualTo(one);
    }

    @Test
    void theSampleCatalogueIsSound() {
        assertThat(errors(TestCatalogue.sampleText())).isEmpty();
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                fault("prices: []", "price: []", "line 6, column 5: unknown key 'price'"),
                fault("prices: []", "price: []", "line 5, column 3: plan 'free' lacks 'prices'"),
                fault("projects: count", "pro jects: count", "'pro jects'"),
                fault("default_plan: free", "default: free", "line 13, column 1: unknown key"),
                fault("default_plan: free", "", "line 1, column 1: 'default_plan' is missing"),
                fault("plan: free", "plan: gold", "line 13, column 15: default_plan 'gold' is not"),
                fault("  pro:", "  free:", "line 8, column 3: 'free' stands here twice"),
                fault("price_a, price_b", "price_a, price_a", "line 9, column 23: price 'price_a'"),
                fault("prices: []", "prices: price_x", "line 6, column 13: prices must be a list"),
                fault("prices: []", "prices: [[x]]", "line 6, column 14: a price id must be"),
                fault("prices: []", "prices: ['']", "line 6, column 14: a price id must be"),
                fault(
                        "[price_a, price_b]",
                        "[price_a]\n    former_prices: [price_a]",
                        "line 10, column 21: price 'price_a' already belongs"),
                fault("projects: 3", "projects: -3", "line 7, column 24: '-3' is not a limit"),
                fault("projects: 3", "projects: 3.5", "line 7, column 24: '3.5' is not a limit"),
                fault("projects: 3", "projects: 03", "line 7, column 24: '03' is not a limit"),
                fault("projects: 3", "projects: 1 GiB", "'1 GiB' is not a limit: a whole number"),
                fault("projects: 3", "projects: lots", "line 7, column 24: 'lots' is not a limit"),
                fault("1 GiB", "1 GB", "line 7, column 34: '1 GB' is not a limit"),
                fault("1 GiB", "9999 TiB", "line 7, column 34: '9999 TiB' is not a limit"),
                fault("projects: 3, ", "", "line 7, column 5: plan 'free' lacks a limit for"),
                fault(
                        "projects: 3",
                        "projects: 3, cats: 1",
                        "line 7, column 27: 'cats' is not one"),
                fault("projects: 3", "projects: {}", "line 7, column 24: a limit must be a single"),
                fault("projects: 3", "projects: {limit: 3, hard: 1}", "unknown key 'hard'"),
                fault("projects: 3", "projects: {limit: 3, soft: 1}", "must be true or false"),
                fault(
                        "projects: unlimited",
                        "projects: {limit: unlimited, per_seat: true}",
                        "only a number can be soft or per_seat"),
                fault("projects: count", "projects: feature", "'3' is not a limit: true or false"),
                fault("projects: count", "projects: miles", "line 2, column 13: the unit must be"),
                fault(
                        "active: until_renewal",
                        "active: forever",
                        "line 16, column 11: unknown acc"),
                fault("  paused: no_access\n", "", "line 14, column 1: status_policy lacks 'pau"),
                fault("paused:", "asleep:", "line 19, column 3: unknown status 'asleep'"),
                fault("P4D", "4 days", "line 23, column 17: '4 days' is not a duration"),
                fault("P4D", "-P4D", "line 23, column 17: must be from PT0S to P90D, not '-P4D'"),
                fault("P4D", "P900D", "line 23, column 17: must be from PT0S to P90D"),
                fault("P4D", "[P4D]", "line 23, column 17: a duration must be a single word"),
                fault("limits: {", "limits: &x {", "line 7, column 13: anchors and aliases"),
                fault("limits:\n", "<<: {}\n    limits:\n", "line 10, column 5: merge keys"),
                fault("plan: free", "plan: !!binary free", "line 13, column 15: tags such as"),
                fault("plan: free", "plan: 'free", "line 25, column 1: not valid YAML"),
                fault("plan: free", "plan: free\n---\na: b", "not valid YAML"),
                fault("resources:", "resources: []\nothers:", "resources must be a mapping"),
                fault(
                        "renewal_leeway: P4D\n",
                        "",
                        "line 1, column 1: 'renewal_leeway' is missing"));
    }

    private static Arguments fault(String part, String broken, String expected) {
        return Arguments.of(part, broken, expected);
    }

    @ParameterizedTest(name = "{1}: {2}")
    @MethodSource("faults")
    void eachFaultIsNamedWithItsLine(String part, String broken, String expected) {
        assertThat(SOUND).contains(part);

        List<String> errors = errors(SOUND.replaceFirst(Pattern.quote(part), broken));

        assertThat(errors).anySatisfy(error -> assertThat(error).contains(expected));
    }

    @Test
    void allFaultsAreReportedAtOnceInTheOrderOfTheFile() {
        String broken =
                SOUND.replace("projects: 3", "projects: -3")
                        .replace("plan: free", "plan: gold")
                        .replace("P4D", "soon");

        assertThat(errors(broken))
                .hasSize(3)
                .satisfiesExactly(
                        error -> assertThat(error).startsWith("line 7,"),
                        error -> assertThat(error).startsWith("line 13,"),
                        error -> assertThat(error).startsWith("line 23,"));
    }

    @Test
    void whatIsNoCatalogueAtAllIsRefused() {
        assertThat(errors("")).singleElement().asString().contains("the file is empty");
        assertThat(errors("- a\n- b\n")).anySatisfy(e -> assertThat(e).contains("be a mapping"));
        assertThat(errors("just words")).anySatisfy(e -> assertThat(e).contains("be a mapping"));
        assertThat(errors("a: " + "[".repeat(50))).anySatisfy(e -> assertThat(e).contains("YAML"));
        assertThat(errors("a: \u0000")).anySatisfy(e -> assertThat(e).contains("not valid YAML"));
        assertThat(errors("x".repeat(YamlReader.MAX_CHARACTERS + 1)))
                .anySatisfy(e -> assertThat(e).contains("not valid YAML"));
    }
}
