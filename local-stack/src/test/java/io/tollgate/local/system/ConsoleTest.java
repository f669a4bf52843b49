package io.tollgate.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.options.AriaRole;
import io.tollgate.local.browser.Chromium;
import io.tollgate.local.client.BillingClient;
import io.tollgate.local.client.CoreClient;
import io.tollgate.local.client.StandInClient;
import io.tollgate.local.client.StripeApiClient;
import io.tollgate.local.stack.Await;
import io.tollgate.local.stack.Stack;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Operators and support find what happened and mend it, in a real browser, with both services and
 * the stand-in for Stripe behind it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsoleTest {

    /** How a date is typed into the browser's own field for one. */
    private static final DateTimeFormatter TYPED = DateTimeFormatter.ofPattern("MMddyyyy");

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Chromium browser;
    private Stack stack;
    private StandInClient standIn;
    private Agreement agreement;
    private Truth truth;
    private Till till;
    private ConsoleTab console;

    @BeforeAll
    void start() {
        browser = Chromium.startOrSkip("the console is");
        stack =
                ConsoleTab.withUsers(Systems.withStripe())
                        .billingEnv("TOLLGATE_RECONCILE_EVERY", "0S")
                        // A lane is given up soon, and on its own: no breaker comes before.
                        .billingEnv("TOLLGATE_DISPATCH_GIVE_UP_AFTER", "1S")
                        .billingEnv("TOLLGATE_DISPATCH_MAX_RETRY", "500MS")
                        .billingEnv("TOLLGATE_DISPATCH_BREAKER_FAILURES", "1000000")
                        .start();
        standIn = StandInClient.of(stack);
        agreement = new Agreement(stack);
        truth = new Truth(stack);
        till = new Till(stack);
    }

    @AfterAll
    void stop() {
        if (stack != null) {
            stack.close();
        }
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void open() {
        console = new ConsoleTab(browser, stack);
    }

    @AfterEach
    void nothingWasWrongAndNothingCameFromElsewhere() {
        assertThat(console.tab().console()).isEmpty();
        assertThat(console.tab().requests())
                .isNotEmpty()
                .allSatisfy(request -> assertThat(request.getHost()).isEqualTo("127.0.0.1"));
    }

    private Shop shop() throws Exception {
        Shop shop = new Shop(stack, new Random(Soak.seed("console"))).signUp(1);
        agreement.settle();
        return shop;
    }

    private String row(String column, String subscription) {
        return Objects.requireNonNull(truth.coreRows().get(subscription)).path(column).asText();
    }

    @Test
    void only_who_signs_in_gets_in_and_is_led_where_they_wanted_to_go() {
        console.open("/console/events?state=parked");
        console.sees("Sign in");
        console.fill("Name", ConsoleTab.ADMIN);
        console.fill("Password", "a wrong one");
        // The browser itself notes on its console that an answer was 401.
        console.press("Sign in");
        console.reads("Name or password is wrong.");
        assertThat(console.tab().console()).allSatisfy(it -> assertThat(it).contains("401"));
        console = new ConsoleTab(browser, stack);
        console.open("/console/events?state=parked");

        console.fill("Name", ConsoleTab.ADMIN);
        console.fill("Password", ConsoleTab.ADMIN + "_test_password");
        console.press("Sign in");

        console.sees("Events");
        assertThat(console.page().url()).endsWith("/console/events?state=parked");
        console.press("Sign out");
        console.sees("Sign in");
        console.open("/console");
        console.sees("Sign in");
    }

    @Test
    void a_parked_event_is_found_and_replayed_until_core_has_it() throws Exception {
        String subscription = shop().subscriptions().getFirst();
        stack.core().stop();
        StripeApiClient.of(stack)
                .post("/v1/subscriptions/" + subscription, Map.of("cancel_at_period_end", "true"));
        ConsoleTab.until(() -> parked(subscription) == 1);
        stack.core().start();
        assertThat(row("cancel_at", subscription)).isIn("null", "");
        console.signedIn(ConsoleTab.ADMIN);

        console.follow("gave up");
        console.sees("Events");
        console.follow("evt_");
        console.reads("gave up");
        console.picture("event");
        console.follow("Replay");
        console.press("Replay it");

        console.arrives("/console/events/evt_*");
        console.readsInTheEnd("Forwarded to core");
        agreement.holds();
        console.open("/console/actions");
        console.reads("replay");
        console.reads(ConsoleTab.ADMIN);
    }

    private int parked(String lane) {
        return truth.query(
                        "SELECT event_id FROM inbox_event WHERE state = 'parked' AND lane = ANY(?)",
                        List.of(lane))
                .size();
    }

    @Test
    void a_payment_is_found_and_given_back() throws Exception {
        String user = "console_payer";
        long order = till.order(user);
        Told told = till.openIntent(user, order);
        standIn.payments().pay(told.secret(), "pm_card_visa");
        till.awaits(order, "paid");
        console.signedIn(ConsoleTab.ADMIN);

        console.open("/console/payments");
        console.fill("User", user);
        console.press("Filter");
        console.follow(told.intent());
        console.reads("19.00 USD");
        console.follow("Give money back");
        console.fill("How much", "5.50");
        console.press("See what will happen");
        console.press("Give 5.50 USD back");

        console.arrives("/console/payments/" + told.intent());
        console.readsInTheEnd("partially refunded");
        till.awaits(order, "partially_refunded refunded 550");
        assertThat(standIn.payments().truth(told.intent()).path("amount_refunded").asLong())
                .isEqualTo(550);
        console.picture("payment");
        console.open("/console/actions");
        console.reads("refund");
    }

    @Test
    void a_review_is_ended_by_hand_and_the_order_can_be_paid_otherwise() throws Exception {
        String user = "console_reviewed";
        long order = till.order(user);
        Told misfit = till.openIntent(user, order);
        StripeApiClient.of(stack)
                .post("/v1/payment_intents/" + misfit.intent(), Map.of("amount", "500"));
        standIn.payments().pay(misfit.secret(), "pm_card_visa");
        till.awaits(order, "awaiting_payment amount_differs");
        console.signedIn(ConsoleTab.ADMIN);

        console.open("/console/reviews");
        console.follow(misfit.intent());
        console.follow("End the review");
        console.reads("Another amount was paid than the order costs");
        console.fill("Note", "kept as a tip, ticket 4711");
        console.press("See what will happen");
        console.press("End the review");

        console.arrives("/console/payments/" + misfit.intent());
        console.reads("kept as a tip, ticket 4711");
        assertThat(console.link("End the review").count()).isZero();
        till.awaits(order, "awaiting_payment");
        Told next = till.openIntent(user, order);
        standIn.payments().pay(next.secret(), "pm_card_visa");
        till.awaits(order, "paid");
        console.open("/console/actions");
        console.reads("end review");
    }

    @Test
    void a_limit_set_by_hand_lets_a_user_go_on_and_the_page_says_why() throws Exception {
        String user = "console_customer";
        CoreClient core = CoreClient.of(stack);
        // The free plan has few projects.
        int taken = 0;
        while (core.take("consume", "take-" + taken, project(user)).status() == 200) {
            taken++;
        }
        assertThat(taken).isPositive();
        console.signedIn(ConsoleTab.ADMIN);

        console.open("/console/customers/" + user + "/explain?resource=projects");
        console.reads("not allowed");
        console.open("/console/customers/" + user);
        console.follow("Set a limit");
        console.page().getByLabel("What").selectOption("projects");
        console.fill("Limit", Integer.toString(taken + 2));
        console.fill("Last day", LocalDate.now(ZoneOffset.UTC).plusDays(30).toString());
        console.fill("Reason", "waits for its new contract");
        console.press("See what will happen");
        console.press("Set the limit");

        console.arrives("/console/customers/" + user);
        console.reads("waits for its new contract");
        console.reads("in force");
        assertThat(allowed(core, user)).isTrue();
        console.picture("customer");
        console.open("/console/customers/" + user + "/explain?resource=projects");
        console.reads("allowed");
        console.open("/console/customers/" + user);
        console.follow("Take back");
        console.fill("Reason", "the contract is there");
        console.press("Take the limit back");
        console.arrives("/console/customers/" + user);
        console.reads("past");
        assertThat(allowed(core, user)).isFalse();
    }

    private static Map<String, Object> project(String user) {
        return Map.of(
                "user_id", user, "items", List.of(Map.of("resource", "projects", "amount", 1)));
    }

    private static boolean allowed(CoreClient core, String user) throws IOException {
        return core.check(user, "projects", 1).body().path("allowed").asBoolean();
    }

    @Test
    void a_reconcile_run_is_started_followed_and_read() throws Exception {
        Shop shop = shop();
        standIn.faults(Map.of("drop", 1.0));
        shop.touchAll();
        shop.leave(shop.subscriptions().getFirst());
        standIn.clearFaults();
        assertThat(agreement.differences()).isNotEmpty();
        console.signedIn(ConsoleTab.ADMIN);

        console.open("/console/reconcile");
        console.press("Start a repair");

        console.arrives("/console/reconcile/*");
        console.readsInTheEnd("finished");
        console.reads("never delivered");
        agreement.settle();
        agreement.holds();
    }

    @Test
    void all_of_it_works_without_a_mouse() throws Exception {
        shop();
        console.open("/console");
        console.tabTo("Name");
        console.page().keyboard().type(ConsoleTab.ADMIN);
        console.tab().press("Tab");
        console.page().keyboard().type(ConsoleTab.ADMIN + "_test_password");
        console.tab().press("Enter");
        console.sees("Overview");

        console.tabTo("Skip to the content");
        console.tab().press("Enter");
        assertThat(console.tab().evaluate("document.activeElement.id")).isEqualTo("main");
        console.open("/console");
        console.tabTo("Events");
        console.tab().press("Enter");
        console.sees("Events");
        console.tabTo("Type");
        console.page().keyboard().type("customer.subscription.created");
        console.tab().press("Enter");
        console.page().waitForURL(url -> url.contains("type=customer"));
        console.reads("customer.subscription.created");
        String event = console.page().locator("main tbody a").first().innerText();
        console.tabTo(event);
        console.tab().press("Enter");
        console.reads("What became of it");
        console.tabTo("Replay …");
        console.tab().press("Enter");
        console.reads("will wait again");
        console.tabTo("Replay it");
        console.tab().press("Enter");

        console.arrives("/console/events/evt_*");
        console.readsInTheEnd("Forwarded to core");
    }

    @Test
    void money_is_given_back_and_a_limit_set_without_a_mouse() throws Exception {
        String user = "console_typist";
        long order = till.order(user);
        Told told = till.openIntent(user, order);
        standIn.payments().pay(told.secret(), "pm_card_visa");
        till.awaits(order, "paid");
        console.signedIn(ConsoleTab.ADMIN);

        console.open("/console/payments");
        typesInto("User", user);
        console.tab().press("Enter");
        console.page().waitForURL(url -> url.contains(user));
        chooses(told.intent());
        console.arrives("/console/payments/" + told.intent());
        chooses("Give money back");
        console.reads("How much, in usd");
        typesInto("How much, in usd", "2.50");
        console.tab().press("Enter");
        console.reads("Give 2.50 USD back");
        chooses("Give 2.50 USD back");

        console.arrives("/console/payments/" + told.intent());
        till.awaits(order, "partially_refunded refunded 250");
        console.open("/console/customers/" + user);
        chooses("Set a limit");
        console.reads("Last day it counts");
        typesInto("What", "projects");
        typesInto(
                "Limit: a number such as 50 or 20 GiB, or unlimited; yes or no for a feature",
                "12");
        typesInto(
                "Last day it counts, in UTC",
                LocalDate.now(ZoneOffset.UTC).plusDays(30).format(TYPED));
        typesInto("Reason, for whoever reads it later; no names of persons", "asked for by phone");
        chooses("See what will happen");
        console.reads("Set the limit");
        chooses("Set the limit");

        console.arrives("/console/customers/" + user);
        console.reads("asked for by phone");
        assertThat(
                        CoreClient.of(stack)
                                .check(user, "projects", 12)
                                .body()
                                .path("allowed")
                                .asBoolean())
                .isTrue();
    }

    private void chooses(String name) {
        console.tabTo(name);
        console.tab().press("Enter");
    }

    private void typesInto(String label, String text) {
        console.tabTo(label);
        console.page().keyboard().type(text);
    }

    @Test
    void what_an_event_brings_arrives_as_text() throws Exception {
        String script = "<script>document.title='owned'</script>";
        String image = "\"><img src=x onerror=alert(1)>";
        BillingClient.of(stack, 0)
                .post(
                        "/webhook/stripe",
                        ("{\"id\":\"evt_markup\",\"object\":\"event\",\"created\":1710000000,"
                                        + "\"livemode\":false,\"type\":\"x."
                                        + script.replace("\"", "\\\"")
                                        + "\",\"data\":{\"object\":{\"id\":\"sub_x\",\"note\":\""
                                        + image.replace("\"", "\\\"")
                                        + "\"}}}")
                                .getBytes(StandardCharsets.UTF_8));
        console.signedIn(ConsoleTab.SUPPORT);

        console.open("/console/events");
        console.reads(script);
        console.follow("evt_markup");

        console.reads(script);
        console.reads("onerror=alert(1)");
        assertThat(console.page().locator("main script, main img").count()).isZero();
        assertThat(console.page().title()).doesNotContain("owned");
    }

    @Test
    void support_looks_and_is_offered_nothing_to_do() throws Exception {
        shop();
        console.signedIn(ConsoleTab.SUPPORT);

        console.open("/console/events");
        console.follow("evt_");
        console.reads("What became of it");

        assertThat(console.link("Replay").count()).isZero();
        console.open("/console/reconcile");
        console.sees("Reconcile");
        assertThat(console.page().locator("main").getByRole(AriaRole.BUTTON).allInnerTexts())
                .noneMatch(text -> text.contains("Start"));
    }

    @Test
    void the_overview_follows_what_happens_without_a_reload() throws Exception {
        console.signedIn(ConsoleTab.SUPPORT);
        String before = events();
        long loads = loads("/console");

        shop();

        assertThat(Await.until(PATIENCE, () -> !events().equals(before))).isTrue();
        console.picture("overview");
        assertThat(loads("/console")).isEqualTo(loads);
        assertThat(loads("/console/live")).isPositive();
    }

    private long loads(String path) {
        return console.tab().requests().stream().map(URI::getPath).filter(path::equals).count();
    }

    /** How many events the chart tells of. */
    private String events() {
        return console.page().locator("figcaption p").innerText();
    }

    @Test
    void every_page_fits_a_phone_and_is_dark_where_that_is_wished() throws Exception {
        Shop shop = shop();
        JsonNode event =
                BillingClient.of(stack, 0).admin("/admin/events?limit=1").body().at("/data/0");
        console.signedIn(ConsoleTab.ADMIN);
        console.tab().beSmall();
        console.tab().beDark();
        for (String page :
                List.of(
                        "/console",
                        "/console/events",
                        "/console/events/" + event.path("event_id").asText(),
                        "/console/lanes/" + shop.subscriptions().getFirst(),
                        "/console/customers",
                        "/console/customers/nobody",
                        "/console/payments",
                        "/console/reviews",
                        "/console/reconcile",
                        "/console/actions")) {
            console.open(page);
            assertThat(console.tab().evaluate("document.documentElement.scrollWidth"))
                    .as("width of %s", page)
                    .isEqualTo(320);
            console.tab()
                    .await(
                            "(() => { const c ="
                                + " getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number);"
                                + " return c[0] + c[1] + c[2] < 200; })()");
        }
    }
}
