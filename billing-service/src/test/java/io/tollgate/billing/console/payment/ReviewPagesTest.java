package io.tollgate.billing.console.payment;

import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.tollgate.billing.CoreDouble;
import io.tollgate.billing.audit.ActionLog;
import io.tollgate.billing.console.Browser;
import io.tollgate.billing.console.CoreBooks;
import io.tollgate.contracts.payment.PaymentPage;
import io.tollgate.contracts.payment.ReviewDecision;
import io.tollgate.contracts.payment.ReviewDismissed;
import io.tollgate.contracts.problem.ProblemCode;
import io.tollgate.testing.TestEnvironment;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An operator ends a review in two steps, with a note; core judges, and both keep that it was. */
@QuarkusTest
@WithTestResource(TestEnvironment.class)
@WithTestResource(CoreDouble.class)
class ReviewPagesTest {

    private static final String PAGE = "/console/payments/pi_1";
    private static final String FORM = PAGE + "/review";
    private static final String CORE = "/internal/payments/pi_1/review";
    private static final String EVIL = "<script>alert('x')</script>";

    @Inject ActionLog log;

    @BeforeEach
    void aPaymentUnderReview() {
        CoreBooks.empty();
        Books.knows(Books.payment("pi_1", "alice", "cancel_requested", "second_payment"));
        answers(ReviewDismissed.DISMISSED);
    }

    private static void answers(String outcome) {
        CoreDouble.core()
                .register(
                        post(urlPathEqualTo(CORE))
                                .willReturn(
                                        okJson(
                                                CoreBooks.json(
                                                        new ReviewDismissed(
                                                                outcome, 42L, "paid")))));
    }

    private static Map<String, String> wish() {
        return new HashMap<>(
                Map.of("seen", "cancel_requested,second_payment", "note", "delivered anyway"));
    }

    private static void wasEnded(int times) {
        CoreDouble.core().verifyThat(times, postRequestedFor(urlPathEqualTo(CORE)));
    }

    private ActionLog.Entry kept() throws SQLException {
        return log.page("admin", "end_review", null, 1).getFirst();
    }

    @Test
    void a_review_is_confirmed_ended_and_kept_with_who() throws Exception {
        Browser admin = Browser.admin();
        assertThat(admin.read(PAGE)).contains("href=\"" + FORM + "\"");
        assertThat(admin.read(FORM))
                .contains("it was to be cancelled when the money came", "already paid by another")
                .contains("19.00 USD received", "No money moves", "It goes on counting")
                .contains("value=\"cancel_requested,second_payment\"");

        String confirm = admin.submit(FORM, FORM + "/confirm", wish()).asString();
        assertThat(confirm)
                .contains("will end the review", "cancel requested", "second payment")
                .contains("delivered anyway", "cannot be undone by hand", "42, paid");
        wasEnded(0);
        Response done = admin.submit(FORM, FORM, wish());

        assertThat(done.statusCode()).isEqualTo(303);
        assertThat(done.header("Location")).isEqualTo(PAGE);
        assertThat(admin.read(PAGE)).contains("The review is ended. The order is paid.");
        CoreDouble.core()
                .verifyThat(
                        1,
                        postRequestedFor(urlPathEqualTo(CORE))
                                .withRequestBody(
                                        equalToJson(
                                                """
                                                {"reasons": ["cancel_requested", "second_payment"],
                                                 "note": "delivered anyway", "by": "admin"}
                                                """)));
        assertThat(kept().subject()).isEqualTo("pi_1");
        assertThat(kept().outcome()).isEqualTo("done");
        assertThat(kept().detail())
                .contains("cancel_requested,second_payment", "dismissed")
                .doesNotContain("anyway");
    }

    @Test
    void of_a_payment_that_does_not_count_it_says_what_becomes_of_the_order() {
        Books.knowsUncounted(Books.payment("pi_1", "alice", "second_payment"));

        assertThat(Browser.admin().read(FORM))
                .contains("It does not begin to count for order 42. The order stays")
                .doesNotContain("open to another payment");
    }

    @Test
    void a_second_click_is_told_that_it_had_been_ended() {
        answers(ReviewDismissed.UNCHANGED);
        Browser admin = Browser.admin();
        Map<String, String> wish = wish();
        wish.put("token", admin.tokenOn(FORM));
        Books.knows(Books.payment("pi_1", "alice"));

        assertThat(admin.send(FORM, wish).statusCode()).isEqualTo(303);

        assertThat(admin.read(PAGE)).contains("had been ended before");
    }

    @Test
    void reasons_that_changed_before_the_confirmation_are_shown_and_the_note_stays() {
        Browser admin = Browser.admin();
        Map<String, String> wish = wish();
        wish.put("seen", "cancel_requested");

        Response refused = admin.submit(FORM, FORM + "/confirm", wish);

        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.asString())
                .contains("have changed since you saw them", "value=\"delivered anyway\"")
                .contains("value=\"cancel_requested,second_payment\"");
        wasEnded(0);
    }

    @Test
    void reasons_that_changed_after_it_are_shown_and_the_note_stays() throws Exception {
        CoreDouble.core()
                .register(
                        post(urlPathEqualTo(CORE))
                                .willReturn(
                                        CoreBooks.problem(
                                                ProblemCode.REVIEW_CHANGED,
                                                "Other reasons by now.")));
        Browser admin = Browser.admin();
        Map<String, String> wish = wish();
        wish.put("seen", "cancel_requested");

        Response refused = admin.submit(FORM, FORM, wish);

        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.asString())
                .contains("Other reasons by now.", "value=\"delivered anyway\"")
                .contains("value=\"cancel_requested,second_payment\"", FORM + "/confirm");
        assertThat(kept().outcome()).isEqualTo("refused");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a\u0000b", "a\nb"})
    void a_note_has_to_be_given(String note) {
        Browser admin = Browser.admin();
        Map<String, String> wish = wish();
        wish.put("note", note);

        for (String action : List.of(FORM, FORM + "/confirm")) {
            Response refused = admin.submit(FORM, action, wish);

            assertThat(refused.statusCode()).isEqualTo(400);
            assertThat(refused.asString()).contains("A note has to be given");
        }
        wasEnded(0);
    }

    @Test
    void a_note_that_is_too_long_is_not_lost() {
        Browser admin = Browser.admin();
        Map<String, String> wish = wish();
        wish.put("note", "n".repeat(256));

        Response refused = admin.submit(FORM, FORM + "/confirm", wish);

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.asString()).contains("value=\"" + "n".repeat(256) + "\"");
    }

    @Test
    void what_is_not_under_review_has_no_form() {
        Books.knows(Books.payment("pi_1", "alice"));

        assertThat(Browser.admin().read(FORM))
                .contains("is not under review")
                .doesNotContain("name=\"note\"");
        assertThat(Browser.admin().read(PAGE)).doesNotContain("/review\"");
        CoreBooks.holds("/internal/payments", new PaymentPage(List.of(), null));
        assertThat(Browser.admin().open("/console/payments/pi_x/review").statusCode())
                .isEqualTo(404);
    }

    @Test
    void with_core_away_what_was_typed_stays_and_can_be_sent_again() throws Exception {
        Browser admin = Browser.admin();
        Map<String, String> wish = wish();
        wish.put("token", admin.tokenOn(FORM));
        CoreBooks.away();

        Response away = admin.send(FORM, wish);

        assertThat(away.statusCode()).isEqualTo(503);
        assertThat(away.asString())
                .contains("could not be reached", "Sent again, it is done once")
                .contains("value=\"delivered anyway\"", "action=\"" + FORM + "\"");
        assertThat(kept().outcome()).isEqualTo("failed");
    }

    @Test
    void an_older_core_is_said_to_be_one() {
        CoreDouble.core()
                .register(
                        post(urlPathEqualTo(CORE))
                                .willReturn(
                                        CoreBooks.problem(
                                                ProblemCode.NOT_FOUND, "Nothing is here.")));

        Response refused = Browser.admin().submit(FORM, FORM, wish());

        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.asString()).contains("It was not done", "older than this billing");
    }

    @Test
    void what_was_decided_is_shown_and_a_note_is_text() {
        Books.knows(
                Books.payment("pi_1", "alice", "second_payment"),
                new ReviewDecision(List.of("cancel_requested"), EVIL, "operator-7", 1_710_000_900));

        String page = Browser.support().read(PAGE);

        assertThat(page)
                .contains("Reviews ended by hand", "operator-7", "cancel requested")
                .contains("&lt;script&gt;alert(&#39;x&#39;)")
                .doesNotContain(EVIL);
    }

    @Test
    void what_is_typed_is_text() {
        Browser admin = Browser.admin();
        Map<String, String> wish = wish();
        wish.put("note", "\">" + EVIL);

        String confirm = admin.submit(FORM, FORM + "/confirm", wish).asString();
        wish.put("seen", EVIL);
        String form = admin.submit(FORM, FORM + "/confirm", wish).asString();

        assertThat(confirm).contains("will end the review").doesNotContain(EVIL);
        assertThat(form).contains("have changed").doesNotContain(EVIL);
    }

    @Test
    void who_may_only_look_ends_nothing() {
        Browser support = Browser.support();
        Books.lists(null, Books.payment("pi_1", "alice", "second_payment"));

        assertThat(support.open(FORM).statusCode()).isEqualTo(403);
        assertThat(support.read(PAGE)).doesNotContain(FORM);
        assertThat(support.read("/console/reviews")).doesNotContain(FORM);
        assertThat(Browser.admin().read("/console/reviews")).contains("href=\"" + FORM + "\"");
        for (String action : List.of(FORM, FORM + "/confirm")) {
            assertThat(support.submit("/console/actions", action, wish()).statusCode())
                    .isEqualTo(403);
        }
        wasEnded(0);
    }

    @Test
    void without_the_forms_token_nothing_is_done() {
        Map<String, String> forged = wish();
        forged.put("token", "of another session");

        assertThat(Browser.admin().send(FORM, wish()).statusCode()).isEqualTo(403);
        assertThat(Browser.admin().send(FORM, forged).statusCode()).isEqualTo(403);
        wasEnded(0);
    }
}
