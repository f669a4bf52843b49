package io.tollgate.core.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tollgate.core.Api;
import io.tollgate.core.Updates;
import io.tollgate.testing.Scrape;
import io.tollgate.testing.TestEnvironment;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The names rules and dashboards are written against, and that no label grows without end. */
@QuarkusTest
@WithTestResource(TestEnvironment.class)
class MetricsTest {

    private static final String DECISIONS = "tollgate_quota_decisions_total";

    @TestHTTPResource(value = "/", management = true)
    URI management = URI.create("http://localhost");

    @Test
    void decisionsUpdatesAndTheirWarningsAreCounted() throws Exception {
        Scrape before = Scrape.of(management);

        Api.update(Updates.fresh().build()).statusCode(200);
        Api.check(Api.fresh("user-"), "projects", 1).statusCode(200);
        Scrape after = Scrape.of(management);

        assertThat(grown(before, after, DECISIONS, Map.of("allowed", "true"))).isEqualTo(1);
        Map<String, String> unlinked = Map.of("kind", "unlinked_customer");
        assertThat(grown(before, after, "tollgate_subscription_warnings_total", unlinked))
                .isEqualTo(1);
        Map<String, String> applied = Map.of("outcome", "applied");
        assertThat(grown(before, after, "tollgate_subscription_updates_total", applied))
                .isEqualTo(1);
    }

    private static double grown(
            Scrape before, Scrape after, String name, Map<String, String> labels) {
        return after.sum(name, labels) - before.sum(name, labels);
    }

    @Test
    void everyNameIsThereFromTheStartWithAClosedSetOfLabels() throws Exception {
        Scrape scrape = Scrape.of(management);

        assertThat(scrape.names())
                .contains(
                        "tollgate_payments_under_review",
                        "tollgate_catalogue_broken",
                        "tollgate_quota_queue",
                        "tollgate_quota_takes_total",
                        "agroal_awaiting_count",
                        "agroal_active_count",
                        "agroal_available_count");
        assertThat(scrape.values(DECISIONS, "reason"))
                .isEqualTo(
                        Set.of(
                                "within_limit",
                                "unlimited",
                                "over_limit",
                                "over_soft_limit",
                                "included",
                                "not_included"));
        assertThat(scrape.values("tollgate_subscription_warnings_total", "kind"))
                .isEqualTo(
                        Set.of(
                                "unmapped_plan",
                                "unlinked_customer",
                                "unknown_status",
                                "second_subscription"));
        assertThat(scrape.values("tollgate_payment_reviews_total", "reason"))
                .contains("amount_differs", "unknown_order");
        assertThat(scrape.values("tollgate_auth_failures_total", "reason"))
                .isEqualTo(Set.of("unauthorized", "forbidden"));
    }

    @Test
    void noLabelNamesAnObjectOrAPerson() throws Exception {
        Updates update = Updates.fresh();
        String user = Api.fresh("user-");
        Api.update(update.build()).statusCode(200);
        Api.link(user, update.customerId()).statusCode(200);
        Api.summary(user).statusCode(200);

        assertThat(Scrape.of(management).series())
                .flatExtracting(series -> series.labels().values())
                .noneMatch(value -> value.matches(".*((sub|cus|pi)_\\w{8}|user-\\w|@).*"));
    }
}
