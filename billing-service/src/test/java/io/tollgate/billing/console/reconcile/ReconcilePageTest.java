package io.tollgate.billing.console.reconcile;

import static io.tollgate.billing.StripeDouble.list;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.tollgate.billing.CoreDouble;
import io.tollgate.billing.Inspect;
import io.tollgate.billing.StripeDouble;
import io.tollgate.billing.console.Browser;
import io.tollgate.billing.reconcile.StripeResource;
import io.tollgate.testing.TestEnvironment;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The pages of reconcile: starting a run, following it, looking through what it found. */
@QuarkusTest
@WithTestResource(TestEnvironment.class)
@WithTestResource(CoreDouble.class)
@WithTestResource(StripeResource.class)
class ReconcilePageTest {

    private static final long NOW = 1_700_086_400;

    @BeforeEach
    void everythingAgrees() {
        Inspect.until(
                "the run before to end",
                () ->
                        "0"
                                .equals(
                                        Inspect.text(
                                                "SELECT count(*) FROM reconcile_run WHERE state ="
                                                        + " 'running'")));
        Inspect.run("DELETE FROM reconcile_run");
        Inspect.run("DELETE FROM operator_action");
        StripeDouble stripe = StripeResource.stripe();
        stripe.reset();
        for (String each : new String[] {"subscriptions", "events", "charges"}) {
            stripe.holds("/v1/" + each, list(false), NOW);
        }
        CoreDouble.applies();
        CoreDouble.holds(List.of(), List.of());
    }

    @Test
    void an_operator_starts_a_run_and_follows_it() {
        Browser admin = Browser.admin();

        Response started =
                admin.submit(
                        "/console/reconcile",
                        "/console/reconcile",
                        Map.of("mode", "dry_run", "all_events", "yes"));

        assertThat(started.statusCode()).isEqualTo(303);
        String run = started.header("Location");
        assertThat(run).matches("/console/reconcile/[0-9]+");
        Inspect.until(
                "the run to finish", () -> admin.read(run).contains("good\">finished</span>"));
        assertThat(admin.read(run)).contains("dry run", "the oldest Stripe lists", "by admin");
        assertThat(admin.open(run + "/live").statusCode()).isEqualTo(286);
        assertThat(admin.read("/console/reconcile")).contains("dry run", run);
        assertThat(
                        Inspect.text(
                                "SELECT concat_ws(' ', who, via, action, outcome, detail->>'mode',"
                                        + " detail->>'all_events') FROM operator_action"))
                .isEqualTo("admin console reconcile done dry_run true");
    }

    @Test
    void a_second_run_is_refused_and_that_is_kept_too() {
        Inspect.run(
                "INSERT INTO reconcile_run (mode, started_by, phase, lease_until) VALUES"
                        + " ('repair', 'schedule', 'events', now() + interval '1 hour')");
        try {
            Response refused =
                    Browser.admin()
                            .submit(
                                    "/console/reconcile",
                                    "/console/reconcile",
                                    Map.of("mode", "repair"));

            assertThat(refused.statusCode()).isEqualTo(409);
            assertThat(refused.asString()).contains("Another run is under way");
            assertThat(Inspect.text("SELECT outcome FROM operator_action")).isEqualTo("refused");
        } finally {
            Inspect.run("UPDATE reconcile_run SET state = 'failed' WHERE state = 'running'");
        }
    }

    @Test
    void what_a_run_found_is_filtered_and_paged() {
        Inspect.run(
                "INSERT INTO reconcile_run (mode, started_by, state, phase, last_error) VALUES"
                        + " ('repair', '<i>ann</i>', 'failed', 'events', '<b>no</b>')");
        String run = Inspect.text("SELECT id FROM reconcile_run");
        Inspect.run(
                "INSERT INTO reconcile_difference (run_id, subject, lane, kind, detail, repaired)"
                    + " SELECT r.id, 'sub_' || lpad(n::text, 3, '0') || '_', 'sub_x', CASE WHEN n %"
                    + " 2 = 0 THEN 'never_delivered' ELSE 'unknown_customer' END, '<u>d</u>', n % 4"
                    + " = 0 FROM reconcile_run r, generate_series(1, 120) AS n");
        Inspect.run(
                "INSERT INTO reconcile_count SELECT id, 'never_delivered', 60 FROM reconcile_run");
        Browser support = Browser.support();
        String path = "/console/reconcile/" + run;

        String page = support.read(path);
        String older = Browser.next(page);

        assertThat(page)
                .contains("sub_001_", "sub_050_", "&lt;u&gt;d", "&lt;b&gt;no", "&lt;i&gt;ann")
                .contains("never reached us")
                .doesNotContain("sub_051_", "<u>d", "<form class=\"card\"");
        assertThat(support.read(older)).contains("sub_051_", "sub_100_");
        assertThat(support.read(path + "?kind=never_delivered&repaired=no"))
                .contains("sub_002_", "sub_118_")
                .doesNotContain("sub_001_", "sub_004_");
        assertThat(support.open(path + "?kind=nonsense").statusCode()).isEqualTo(400);
        assertThat(support.open("/console/reconcile/99999999").statusCode()).isEqualTo(404);
        assertThat(support.open("/console/reconcile/x").statusCode()).isEqualTo(404);
    }
}
