package io.tollgate.billing.console.event;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tollgate.billing.CoreDouble;
import io.tollgate.billing.Inspect;
import io.tollgate.billing.console.Browser;
import io.tollgate.billing.console.CoreBooks;
import io.tollgate.contracts.account.UsersFound;
import io.tollgate.contracts.account.UsersFound.Found;
import io.tollgate.contracts.problem.ProblemCode;
import io.tollgate.testing.TestEnvironment;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A customer's events are looked for in the lanes of their subscriptions and payments too. */
@QuarkusTest
@WithTestResource(TestEnvironment.class)
@WithTestResource(CoreDouble.class)
class CustomerEventsTest {

    private static final String HISTORY = "/internal/payments/history";
    private static final String SUBSCRIPTIONS = "/internal/subscriptions";
    private static final String PAGE = "/console/events?customer=cus_1";

    @BeforeEach
    void aCustomerWithOneEventOfEachKind() {
        Inspect.run("DELETE FROM inbox_event");
        for (String lane : List.of("cus_1", "sub_1", "pi_1", "pi_of_somebody_else")) {
            Inspect.run(
                    "INSERT INTO inbox_event (event_id, type, created, lane, state, body)"
                            + " VALUES (?, 'x', 100, ?, 'forwarded', '\\x7b7d')",
                    "evt_of_" + lane,
                    lane);
        }
        CoreBooks.empty();
        CoreBooks.holds(SUBSCRIPTIONS, CoreBooks.tree(ids("subscription_id", "sub", 1, null)));
        CoreBooks.holds("/internal/users", found("alice"));
        CoreBooks.holds(HISTORY, CoreBooks.tree(ids("payment_intent_id", "pi", 1, null)));
    }

    private static UsersFound found(@Nullable String user) {
        return found(user, "cus_1", "customer_id");
    }

    private static UsersFound found(@Nullable String user, String customer, String by) {
        return new UsersFound(List.of(new Found(user, customer, by)), false);
    }

    private static String ids(String field, String prefix, int count, @Nullable String next) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(n -> "{\"%s\":\"%s_%d\"}".formatted(field, prefix, n))
                .collect(
                        Collectors.joining(
                                ",",
                                "{\"data\":[",
                                "],\"next\":"
                                        + (next == null ? "null" : "\"" + next + "\"")
                                        + "}"));
    }

    private static String page() {
        return Browser.support().read(PAGE);
    }

    @Test
    void the_payments_of_the_customers_user_are_searched() {
        assertThat(page())
                .contains("evt_of_cus_1", "evt_of_sub_1", "evt_of_pi_1\"")
                .doesNotContain("somebody_else", "notice warn");
    }

    @Test
    void a_customer_who_belongs_to_no_user_has_no_payments() {
        CoreBooks.holds("/internal/users", found(null));

        assertThat(page())
                .contains("evt_of_cus_1", "evt_of_sub_1")
                .doesNotContain("evt_of_pi_1", "notice warn");
    }

    @Test
    void a_former_customers_payments_are_those_of_the_user_it_belonged_to() {
        CoreBooks.holds("/internal/users", found("alice", "cus_2", "customer_id"));

        assertThat(page()).contains("evt_of_sub_1", "evt_of_pi_1\"");

        CoreDouble.core()
                .verifyThat(
                        getRequestedFor(urlPathEqualTo(SUBSCRIPTIONS))
                                .withQueryParam("with_former", equalTo("true")));
    }

    @Test
    void a_user_who_is_called_like_the_customer_has_its_payments_too() {
        CoreBooks.holds("/internal/users", found("cus_1", "cus_1", "user_id"));

        assertThat(page()).contains("evt_of_pi_1\"");
    }

    @Test
    void a_user_whose_name_begins_like_the_customer_is_somebody_else() {
        CoreBooks.holds("/internal/users", found("cus_11", "cus_2", "user_id_prefix"));

        assertThat(page()).contains("evt_of_sub_1").doesNotContain("evt_of_pi_1");
    }

    @Test
    void a_core_that_does_not_tell_of_payments_is_said() {
        CoreBooks.refuses(HISTORY, ProblemCode.FORBIDDEN, "not this key");
        assertThat(page())
                .contains("evt_of_sub_1", "cannot be asked for this customer’s payments")
                .doesNotContain("evt_of_pi_1");

        CoreBooks.refuses("/internal/users", ProblemCode.FORBIDDEN, "not this key");
        assertThat(page()).contains("cannot be asked for this customer’s payments");

        CoreBooks.away();
        assertThat(page())
                .contains("evt_of_cus_1", "only the customer’s own lane is shown")
                .doesNotContain("evt_of_sub_1");
    }

    @Test
    void more_than_are_searched_is_said() {
        CoreBooks.holds(
                SUBSCRIPTIONS, CoreBooks.tree(ids("subscription_id", "sub", 100, "sub_100")));
        CoreBooks.holds(HISTORY, CoreBooks.tree(ids("payment_intent_id", "pi", 99, "17_4")));

        assertThat(page())
                .contains("evt_of_sub_1", "evt_of_pi_1\"")
                .contains("Only the first 100 of this customer’s subscriptions")
                .contains("Only the newest 99 of this customer’s payments");
    }
}
