package io.tollgate.billing.console.session;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.micrometer.core.instrument.Metrics;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.Cookie;
import io.restassured.response.Response;
import io.tollgate.billing.CoreDouble;
import io.tollgate.billing.console.Browser;
import io.tollgate.testing.TestEnvironment;
import io.tollgate.testing.TestTokens;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/** Who gets in, with what, and what a form has to bring. */
@QuarkusTest
@WithTestResource(TestEnvironment.class)
@WithTestResource(CoreDouble.class)
class SignInTest {

    private static final String USERS = "tollgate.console.users";

    @Test
    void a_stranger_is_led_to_the_sign_in_page_and_back_to_where_they_wanted() {
        Browser browser = Browser.stranger();

        Response led = browser.open("/console/actions?who=a");

        assertThat(led.statusCode()).isEqualTo(303);
        assertThat(led.header("Location"))
                .isEqualTo("/console/sign-in?to=%2Fconsole%2Factions%3Fwho%3Da");
        Response in =
                browser.submit(
                        led.header("Location"),
                        "/console/sign-in",
                        Map.of(
                                "name", "admin",
                                "password", "admin-of-tests",
                                "to", "/console/actions?who=a"));
        assertThat(in.header("Location")).isEqualTo("/console/actions?who=a");
        assertThat(browser.read("/console/actions?who=a")).contains("Sign out", "admin");
    }

    @Test
    void nobody_is_led_out_of_the_console() {
        for (String elsewhere :
                new String[] {"//evil.example", "https://evil.example", "/admin", "/console\\x"}) {
            Response in =
                    Browser.stranger()
                            .submit(
                                    "/console/sign-in",
                                    "/console/sign-in",
                                    Map.of(
                                            "name", "admin",
                                            "password", "admin-of-tests",
                                            "to", elsewhere));

            assertThat(in.header("Location")).isEqualTo("/console");
        }
    }

    @Test
    void the_sessions_cookie_is_for_the_console_and_no_script() {
        Response in = Browser.stranger().signIn("admin", "admin-of-tests");

        Cookie cookie = in.detailedCookie(Sessions.COOKIE);
        assertThat(cookie.isHttpOnly()).isTrue();
        assertThat(cookie.getPath()).isEqualTo("/console");
        assertThat(cookie.getSameSite()).isEqualTo("Lax");
        assertThat(cookie.isSecured()).isFalse();
        assertThat(cookie.getValue()).doesNotContain("admin");
    }

    @Test
    void behind_https_the_cookie_stays_on_https() {
        given().header("X-Forwarded-Proto", "https")
                .get("/console/sign-in")
                .then()
                .header("Set-Cookie", containsString("Secure"));
    }

    @Test
    void a_wrong_password_and_an_unknown_name_look_the_same() {
        Response wrong = Browser.stranger().signIn("support", "not it");
        Response unknown = Browser.stranger().signIn("nobody", "not it");

        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(unknown.statusCode()).isEqualTo(401);
        assertThat(wrong.asString()).contains("Name or password is wrong.");
        assertThat(unknown.asString()).contains("Name or password is wrong.");
        assertThat(wrong.detailedCookie(Sessions.COOKIE)).isNull();
    }

    @Test
    void each_way_of_writing_a_bcrypt_hash_works() {
        assertThat(Browser.stranger().signIn("support", "support-of-tests").statusCode())
                .isEqualTo(303);
        assertThat(Browser.stranger().signIn("leaver", "leaver-of-tests").statusCode())
                .isEqualTo(303);
    }

    @Test
    void who_guesses_too_often_has_to_wait_even_with_the_right_password() {
        Browser browser = Browser.stranger();
        Response held = browser.signIn("guessed", "guess");
        int tries = 0;
        // The time in which they are counted may begin anew once.
        while (held.statusCode() == 401 && tries < 2 * Attempts.PER_NAME) {
            held = browser.signIn("guessed", "guess " + tries++);
        }

        assertThat(tries).isGreaterThanOrEqualTo(Attempts.PER_NAME);
        assertThat(held.statusCode()).isEqualTo(429);
        assertThat(held.header("Retry-After")).matches("[1-9][0-9]*");
        assertThat(browser.signIn("support", "support-of-tests").statusCode()).isEqualTo(303);
    }

    @Test
    void signing_out_ends_the_session_in_this_browser() {
        Browser browser = Browser.admin();

        Response out = browser.submit("/console/actions", "/console/sign-out", Map.of());

        assertThat(out.header("Location")).isEqualTo("/console/sign-in");
        assertThat(browser.open("/console/actions").statusCode()).isEqualTo(303);
    }

    private static Browser with(Session session) {
        Browser browser = Browser.stranger();
        browser.put(
                Sessions.COOKIE,
                new Seals("only-for-tests-0123456789abcdefghijkl").seal(session.write()));
        return browser;
    }

    private static Session session(String name, Role role, Instant begun, Instant seen) {
        String mark =
                Users.of(ConfigProvider.getConfig().getOptionalValue(USERS, String.class))
                        .find(name)
                        .map(Users.User::mark)
                        .orElse("0123456789abcdef");
        return new Session(name, role, mark, "nonce", begun, seen);
    }

    @Test
    void a_session_ends_with_its_time_its_user_and_its_password() {
        Instant now = Instant.now();
        Session good = session("admin", Role.ADMIN, now.minusSeconds(3600), now.minusSeconds(1700));
        assertThat(with(good).open("/console/actions").statusCode()).isEqualTo(200);

        for (Session over :
                List.of(
                        session(
                                "admin",
                                Role.ADMIN,
                                now.minusSeconds(3600),
                                now.minusSeconds(1900)),
                        session("admin", Role.ADMIN, now.minusSeconds(29_000), now),
                        session("gone", Role.ADMIN, now, now),
                        new Session("admin", Role.ADMIN, "of another one", "nonce", now, now),
                        new Session("admin", Role.ADMIN, Session.OF_PROVIDER, "n", now, now))) {
            assertThat(with(over).open("/console/actions").statusCode()).isEqualTo(303);
        }
    }

    @Test
    void a_role_that_was_taken_away_is_gone_at_once() {
        Instant now = Instant.now();

        assertThat(
                        with(session("support", Role.ADMIN, now, now))
                                .open("/console/replays/reasons/no_plan")
                                .statusCode())
                .isEqualTo(403);
    }

    @Test
    void a_session_is_prolonged_by_use_and_not_by_a_page_that_refreshes_itself() {
        Instant now = Instant.now();
        Session used = session("admin", Role.ADMIN, now.minusSeconds(900), now.minusSeconds(600));

        assertThat(with(used).open("/console/live").detailedCookie(Sessions.COOKIE)).isNull();
        Cookie anew = with(used).open("/console/actions").detailedCookie(Sessions.COOKIE);

        Session prolonged =
                new Seals("only-for-tests-0123456789abcdefghijkl")
                        .open(anew.getValue())
                        .flatMap(Session::read)
                        .orElseThrow();
        assertThat(prolonged.begun()).isEqualTo(used.begun().truncatedTo(ChronoUnit.SECONDS));
        assertThat(prolonged.seen()).isAfter(used.seen().plusSeconds(500));
    }

    @Test
    void a_cookie_that_was_changed_is_nobodys() {
        Browser browser = Browser.admin();
        String cookie = browser.cookie(Sessions.COOKIE);
        for (String changed :
                new String[] {cookie.substring(1), cookie + "A", "rubbish", "", "\u00e4"}) {
            Browser other = Browser.stranger();
            other.put(Sessions.COOKIE, changed);

            assertThat(other.open("/console/actions").statusCode()).isEqualTo(303);
        }
    }

    @Test
    void the_console_takes_no_bearer_token_and_the_admin_api_no_cookie() {
        Browser admin = Browser.admin();

        given().redirects()
                .follow(false)
                .auth()
                .oauth2(TestTokens.admin())
                .get("/console/actions")
                .then()
                .statusCode(303);
        for (String path :
                new String[] {"/admin/events", "/admin/reconcile", "/console/../admin/events"}) {
            admin.request()
                    .urlEncodingEnabled(false)
                    .get(path)
                    .then()
                    .statusCode(401)
                    .header("WWW-Authenticate", startsWith("Bearer"))
                    .body("code", equalTo("unauthorized"));
        }
        admin.request()
                .contentType("application/json")
                .body("{}")
                .post("/admin/erasures")
                .then()
                .statusCode(401);
        admin.request()
                .contentType("application/json")
                .body("{\"order_id\":1}")
                .post("/api/payments/intent")
                .then()
                .statusCode(401);
    }

    @Test
    void a_form_without_the_sessions_token_does_nothing() {
        Browser admin = Browser.admin();
        String ofAnother = Browser.admin().tokenOn("/console/actions");
        String ofSignIn = Browser.stranger().tokenOn("/console/sign-in");

        for (Map<String, String> fields :
                List.of(
                        Map.<String, String>of(),
                        Map.of("token", ""),
                        Map.of("token", "x"),
                        Map.of("token", ofAnother),
                        Map.of("token", ofSignIn))) {
            Response refused = admin.send("/console/sign-out", fields);

            assertThat(refused.statusCode()).isEqualTo(403);
            assertThat(refused.asString()).contains("out of date", "Nothing was done");
        }
        assertThat(admin.open("/console/actions").statusCode()).isEqualTo(200);
    }

    @Test
    void a_script_brings_the_token_in_a_header() {
        Browser admin = Browser.admin();
        String token = admin.tokenOn("/console/actions");

        admin.request()
                .header("X-CSRF-Token", token)
                .header("Sec-Fetch-Site", "same-origin")
                .post("/console/sign-out")
                .then()
                .statusCode(303);
    }

    @Test
    void a_form_from_another_site_is_turned_away_whatever_it_brings() {
        Browser admin = Browser.admin();
        String token = admin.tokenOn("/console/actions");
        for (String[] header :
                new String[][] {
                    {"Sec-Fetch-Site", "cross-site"},
                    {"Sec-Fetch-Site", "same-site"},
                    {"Sec-Fetch-Site", "none"},
                    {"Origin", "https://evil.example"},
                    {"Origin", "null"},
                    {"Origin", "https://shop.example.test"}
                }) {
            admin.request()
                    .header(header[0], header[1])
                    .formParam("token", token)
                    .post("/console/sign-out")
                    .then()
                    .statusCode(403);
            Browser.stranger()
                    .request()
                    .header(header[0], header[1])
                    .formParam("name", "admin")
                    .formParam("password", "admin-of-tests")
                    .post("/console/sign-in")
                    .then()
                    .statusCode(403);
        }
        assertThat(admin.open("/console/actions").statusCode()).isEqualTo(200);
    }

    @Test
    void a_script_whose_session_is_over_is_told_where_to_go() {
        Browser.stranger()
                .request()
                .header("HX-Request", "true")
                .get("/console/actions")
                .then()
                .statusCode(401)
                .header("HX-Redirect", "/console/sign-in?to=%2Fconsole");
    }

    @Test
    void every_answer_says_what_a_browser_may_do_with_it() {
        Browser admin = Browser.admin();
        for (Response answer :
                new Response[] {
                    admin.open("/console/actions"),
                    admin.open("/console/nowhere/at/all"),
                    Browser.stranger().open("/console/actions"),
                    Browser.stranger().open("/console/sign-in"),
                    admin.send("/console/sign-out", Map.of())
                }) {
            assertThat(answer.header("Content-Security-Policy"))
                    .startsWith("default-src 'none'; script-src 'self'; style-src 'self';")
                    .contains("frame-ancestors 'none'", "form-action 'self'", "base-uri 'none'")
                    .doesNotContain("unsafe");
            assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
            assertThat(answer.header("Referrer-Policy")).isEqualTo("same-origin");
            assertThat(answer.header("Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
        }
        given().get("/admin/events").then().header("Content-Security-Policy", equalTo(null));
    }

    @Test
    void no_other_origin_may_read_a_page_with_its_cookies() {
        Browser.admin()
                .request()
                .header("Origin", "https://shop.example.test")
                .get("/console/actions")
                .then()
                .header("Access-Control-Allow-Origin", equalTo(null))
                .header("Access-Control-Allow-Credentials", equalTo(null));
    }

    @Test
    void a_form_works_behind_a_proxy_that_ends_tls() {
        Browser admin = Browser.admin();

        admin.request()
                .header("Host", "billing.example.test")
                .header("Origin", "https://billing.example.test")
                .header("X-Forwarded-Proto", "https")
                .formParam("token", admin.tokenOn("/console/actions"))
                .post("/console/sign-out")
                .then()
                .statusCode(303)
                .header("Location", equalTo("/console/sign-in"));
    }

    @Test
    void sign_ins_are_counted_by_what_came_of_them() {
        double before = counted("wrong");

        Browser.stranger().signIn("nobody", "x");

        assertThat(counted("wrong")).isEqualTo(before + 1);
        assertThat(counted("limited")).isNotNegative();
    }

    private static double counted(String outcome) {
        return Metrics.globalRegistry
                .get("tollgate.console.sign.ins")
                .tag("outcome", outcome)
                .counter()
                .count();
    }

    @Test
    void an_address_that_leads_nowhere_is_a_page_for_who_is_signed_in() {
        Response nowhere = Browser.admin().open("/console/nowhere");

        assertThat(nowhere.statusCode()).isEqualTo(404);
        assertThat(nowhere.contentType()).startsWith("text/html");
        assertThat(nowhere.asString()).contains("Sign out", "There is nothing at this address");
        assertThat(Browser.admin().open("/console/actions?at=x").statusCode()).isEqualTo(400);
    }

    @Test
    void whatever_the_framework_refuses_is_a_page_too() {
        Browser admin = Browser.admin();

        for (Response refused :
                List.of(
                        admin.send("/console/actions", Map.of()),
                        admin.send("/console/sign-in/oidc", Map.of()),
                        admin.request().header("Accept", "application/json").get("/console/events"),
                        admin.request().delete("/console/events/evt_1"),
                        admin.request()
                                .contentType("application/json")
                                .body("{}")
                                .post("/console/sign-out"),
                        admin.request().post("/console/nowhere"))) {
            assertThat(refused.statusCode()).isBetween(403, 415);
            assertThat(refused.contentType()).startsWith("text/html");
            assertThat(refused.asString()).contains("Skip to the content");
        }
        assertThat(admin.open("/console;a=b/actions").statusCode()).isBetween(401, 404);
    }

    @Test
    void style_and_script_are_kept_for_long_and_change_their_address_with_their_content() {
        String page = Browser.admin().read("/console/actions");
        for (String name : new String[] {"console.css", "console.js", "htmx.min.js"}) {
            Matcher path = Pattern.compile("/console/assets/[0-9a-f]{12}/" + name).matcher(page);
            assertThat(path.find()).isTrue();
            given().get(path.group())
                    .then()
                    .statusCode(200)
                    .header("Cache-Control", "public, max-age=31536000, immutable")
                    .header("X-Content-Type-Options", "nosniff");
        }
        given().get("/console/assets/000000000000/console.css").then().statusCode(404);
        given().redirects()
                .follow(false)
                .get("/console/assets/../../application.properties")
                .then()
                .statusCode(not(equalTo(200)));
    }
}
