package io.tollgate.local.shop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tollgate.local.browser.Chromium;
import io.tollgate.local.browser.Tab;
import io.tollgate.local.client.BuyerClient;
import io.tollgate.local.client.StandInClient;
import io.tollgate.local.stack.Stack;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Pays orders on the shop's page in a real browser, with the two services and the stand-in for
 * Stripe behind it. Skipped where there is no Chromium, unless {@code browser.required} is set.
 */
class CheckoutPageTest {

    private static final String BUYER = "buyer-1";

    private static Stack stack;
    private static Shop shop;
    private static Chromium browser;

    private long order;
    private Tab tab;

    @BeforeAll
    static void start() throws Exception {
        browser = Chromium.startOrSkip("the checkout page is");
        stack = Stack.builder().stripe().start();
        shop =
                Shop.start(
                        stack.shopUrl().getPort(),
                        ShopSettings.standIn(
                                stack.billing(0).url(), stack.core().url(), stack.stripe().url()));
    }

    @AfterAll
    static void stop() {
        for (AutoCloseable part : new AutoCloseable[] {shop, stack, browser}) {
            if (part != null) {
                close(part);
            }
        }
    }

    private static void close(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeEach
    void openThePageOfANewOrder() throws Exception {
        StandInClient.of(stack).resetCalls();
        order = buyer().order("setup_help", "usd").body().path("order_id").asLong();
        tab = browser.open();
        tab.show(shop.checkout(order, stack.jwts().user(BUYER)));
        tab.awaitText("#message", "Ready to be paid");
    }

    @AfterEach
    void nothingWasLoadedFromElsewhere() {
        assertThat(tab.requests())
                .isNotEmpty()
                .allSatisfy(request -> assertThat(request.getHost()).isEqualTo("127.0.0.1"));
        assertThat(tab.evaluate("localStorage.length")).isEqualTo(0);
        assertThat(tab.evaluate("JSON.stringify(sessionStorage)").toString())
                .doesNotContain("_secret_");
        assertThat(tab.evaluate("location.href").toString()).doesNotContain("token", "secret");
    }

    @Test
    void a_good_card_pays_and_the_page_says_so_once_core_does() throws Exception {
        tab.awaitText("#amount", "90.00 USD");
        tab.awaitText("#lines", "An hour of help");

        tab.click("#pay");

        tab.awaitText("#message", "Paid. Thank you!");
        assertThat(status()).isEqualTo("paid");
        assertThat(tab.console()).isEmpty();
    }

    @Test
    void a_decline_says_why_and_leaves_another_try() throws Exception {
        choose("pm_card_chargeDeclinedInsufficientFunds");
        tab.click("#pay");
        tab.awaitText("#message[role=alert]", "insufficient funds");
        assertThat(status()).isEqualTo("awaiting_payment");

        choose("pm_card_visa");
        tab.click("#pay");

        tab.awaitText("#message", "Paid. Thank you!");
        assertThat(status()).isEqualTo("paid");
        assertThat(intentsMade()).isEqualTo(1);
    }

    @Test
    void a_card_that_asks_its_owner_pays_after_the_owners_answer() throws Exception {
        choose("pm_card_authenticationRequired");
        tab.click("#pay");
        tab.awaitText("h1", "Authentication");

        tab.click("form[action$='/complete'] button");

        tab.awaitText("#message", "Paid. Thank you!");
        assertThat(status()).isEqualTo("paid");
    }

    @Test
    void an_owner_who_does_not_authenticate_may_pay_otherwise() throws Exception {
        choose("pm_card_authenticationRequired");
        tab.click("#pay");
        tab.awaitText("h1", "Authentication");
        tab.click("form[action$='/fail'] button");
        tab.awaitText("#message[role=alert]", "authentication failed");

        tab.click("#pay");

        tab.awaitText("#message", "Paid. Thank you!");
        assertThat(status()).isEqualTo("paid");
    }

    @Test
    void a_bank_debit_is_waited_for_until_it_arrives() throws Exception {
        choose("pm_usBankAccount_success");
        tab.click("#pay");
        tab.awaitText("#message", "takes days");
        assertThat(status()).isEqualTo("awaiting_payment");

        StandInClient.of(stack).payments().settle(intent());

        tab.awaitText("#message", "Paid. Thank you!");
    }

    @Test
    void two_clicks_make_one_intent_and_one_payment() throws Exception {
        tab.click("#pay", 2);

        tab.awaitText("#message", "Paid. Thank you!");
        assertThat(intentsMade()).isEqualTo(1);
        assertThat(StandInClient.of(stack).payments().truth(intent()).path("charges")).hasSize(1);
        assertThat(requestsTo("/api/payments/intent")).isEqualTo(1);
    }

    @Test
    void all_of_it_works_without_a_mouse() throws Exception {
        tab.press("Tab");
        tab.await("document.activeElement.name === 'method'");
        tab.press("ArrowDown");
        tab.await("document.activeElement.value === 'pm_card_chargeDeclined'");
        tab.press("Tab");
        tab.await("document.activeElement.id === 'pay'");
        tab.press("Enter");
        tab.awaitText("#message[role=alert]", "declined");
        tab.await("document.activeElement.id === 'pay'");
        tab.press("Shift+Tab");
        tab.press("ArrowUp");
        tab.await("document.activeElement.value === 'pm_card_visa'");

        tab.press("Enter");

        tab.awaitText("#message", "Paid. Thank you!");
        assertThat(status()).isEqualTo("paid");
    }

    @Test
    void what_is_wrong_with_the_intent_is_said_in_words() throws Exception {
        StandInClient.of(stack).faults(Map.of("api_500", 1.0));
        try {
            tab.click("#pay");
            tab.awaitText("#message[role=alert]", "Stripe cannot be reached now");
        } finally {
            StandInClient.of(stack).clearFaults();
        }
    }

    @Test
    void another_users_order_is_not_shown() throws Exception {
        tab.show(URI.create("about:blank"));
        tab.show(shop.checkout(order, stack.jwts().user("somebody-else")));

        tab.awaitText("#message[role=alert]", "another user's order");
        tab.await("document.querySelector('#form').hidden");
    }

    @Test
    void it_fits_a_phone_and_is_dark_where_that_is_wished() {
        tab.beSmall();
        tab.await("document.documentElement.scrollWidth <= 320");
        tab.await("document.querySelector('#pay').getBoundingClientRect().height >= 44");

        tab.beDark();

        tab.await("getComputedStyle(document.body).backgroundColor === 'rgb(18, 21, 27)'");
    }

    private void choose(String method) {
        tab.await("!document.querySelector('#pay').disabled");
        tab.click("input[value=" + method + "]");
    }

    private static BuyerClient buyer() {
        return BuyerClient.of(stack, BUYER);
    }

    private String status() throws Exception {
        return buyer().order(order).body().path("status").asText();
    }

    private long requestsTo(String path) {
        return tab.requests().stream().filter(it -> it.getPath().equals(path)).count();
    }

    /** The intent of the order, as the stand-in has it. */
    private String intent() throws Exception {
        return intents().getFirst().path("id").asText();
    }

    private int intentsMade() throws Exception {
        return intents().size();
    }

    private List<JsonNode> intents() throws Exception {
        String wanted = Long.toString(order);
        return StandInClient.of(stack)
                .truth()
                .path("payment_intents")
                .valueStream()
                .filter(it -> it.path("order_id").asText().equals(wanted))
                .toList();
    }
}
