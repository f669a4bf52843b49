package io.tollgate.core.payment;

import static io.tollgate.core.payment.Deciding.decide;
import static io.tollgate.core.payment.Deciding.detail;
import static io.tollgate.core.payment.Deciding.dismiss;
import static io.tollgate.core.payment.Deciding.listed;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.tollgate.core.Database;
import io.tollgate.testing.TestEnvironment;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Decisions and updates that come at once, and an earlier version that knows no decisions. */
@QuarkusTest
@WithTestResource(TestEnvironment.class)
class ReviewRaceTest {

    private Paying paying;
    private String intent;

    @Inject Database database;
    @Inject AgroalDataSource dataSource;

    @BeforeEach
    void aPaymentUnderReview() {
        paying = Paying.fresh();
        intent = paying.linked();
        paying.told(intent).paid(1000).send().body("review", contains("amount_differs"));
    }

    /** Lets these reach the order's lock one after the other, and then go on in that order. */
    private List<ValidatableResponse> queued(List<Callable<ValidatableResponse>> calls)
            throws Exception {
        List<Future<ValidatableResponse>> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(calls.size());
                Connection holder = dataSource.getConnection()) {
            holder.setAutoCommit(false);
            try (PreparedStatement hold =
                    holder.prepareStatement("SELECT 1 FROM orders WHERE order_id = ? FOR UPDATE")) {
                hold.setLong(1, paying.orderId());
                hold.executeQuery().close();
            }
            for (Callable<ValidatableResponse> call : calls) {
                answers.add(threads.submit(call));
                database.until(
                        "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
                                + " AND datname = current_database() HAVING count(*) = ?",
                        answers.size());
            }
            holder.rollback();
            holder.setAutoCommit(true);
            List<ValidatableResponse> got = new ArrayList<>();
            for (Future<ValidatableResponse> each : answers) {
                got.add(each.get());
            }
            return got;
        }
    }

    @Test
    void of_two_operators_at_once_one_decides() throws Exception {
        List<ValidatableResponse> answers =
                queued(
                        List.of(
                                () -> decide(intent, "operator-1", "one", "amount_differs"),
                                () -> decide(intent, "operator-2", "two", "amount_differs")));

        answers.getFirst().statusCode(200).body("outcome", equalTo("dismissed"));
        answers.getLast().statusCode(200).body("outcome", equalTo("unchanged"));
        detail(intent).body("decisions", hasSize(1)).body("decisions[0].note", equalTo("one"));
    }

    @Test
    void an_update_that_comes_first_leaves_the_decision_nothing_it_has_seen() throws Exception {
        List<ValidatableResponse> answers =
                queued(
                        List.of(
                                () -> paying.told(intent).currency("eur").paid(1000).send(),
                                () -> dismiss(intent, "amount_differs")));

        answers.getFirst().statusCode(200).body("review", hasSize(2));
        answers.getLast().statusCode(409).body("code", equalTo("review_changed"));
        paying.order().body("review", hasSize(2));
    }

    @Test
    void an_update_that_comes_after_raises_what_was_not_decided() throws Exception {
        List<ValidatableResponse> answers =
                queued(
                        List.of(
                                () -> dismiss(intent, "amount_differs"),
                                () -> paying.told(intent).paid(1200).send()));

        answers.getFirst().statusCode(200).body("outcome", equalTo("dismissed"));
        answers.getLast().statusCode(200).body("review", hasItem("amount_differs"));
        paying.order().body("review", hasItem("amount_differs"));
    }

    /** As one writes it that was built before there were decisions. */
    private void anEarlierVersionRaises(String review) throws Exception {
        database.execute(
                "UPDATE payment SET review = cast(? AS text[]) WHERE payment_intent_id = ?",
                review,
                intent);
        database.execute(
                "UPDATE orders SET review = cast(? AS text[]) WHERE order_id = ?",
                review,
                paying.orderId());
    }

    @Test
    void what_an_earlier_version_raised_again_the_next_update_takes_out() throws Exception {
        dismiss(intent, "amount_differs").statusCode(200);
        anEarlierVersionRaises("{unlinked_payment,amount_differs}");
        listed(intent).body("data", hasSize(1));

        paying.told(intent)
                .paid(1000)
                .send()
                .body("outcome", equalTo("unchanged"))
                .body("review", empty());

        listed(intent).body("data", empty());
        paying.order().body("review", empty());
        anEarlierVersionRaises("{unlinked_payment,amount_differs}");
        paying.told(intent).paid(1000).refunded(10).send().body("review", empty());
        paying.order().body("review", empty());
    }

    @Test
    void what_an_earlier_version_took_of_another_amount_stays_raised() throws Exception {
        dismiss(intent, "amount_differs").statusCode(200);
        anEarlierVersionRaises("{unlinked_payment,amount_differs}");
        database.execute(
                "UPDATE payment SET amount_received = 1200 WHERE payment_intent_id = ?", intent);

        paying.told(intent).paid(1000).send().body("outcome", equalTo("unchanged"));

        listed(intent).body("data", hasSize(1));
    }

    @Test
    void what_was_decided_is_never_rewritten() throws Exception {
        dismiss(intent, "amount_differs").statusCode(200);

        for (String sql :
                List.of(
                        "UPDATE review_decision SET note = 'other' WHERE payment_intent_id = ?",
                        "DELETE FROM review_decision WHERE payment_intent_id = ?")) {
            assertThatThrownBy(() -> database.execute(sql, intent))
                    .isInstanceOf(SQLException.class);
        }
    }
}
