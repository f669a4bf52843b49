package io.tollgate.local.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a browser is given, without one. */
class PagesTest {

    private static final URI BILLING = URI.create("http://127.0.0.1:1");
    private static final URI CORE = URI.create("http://127.0.0.1:2");
    private static final URI STAND_IN = URI.create("http://127.0.0.1:3");
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private Shop shop = Shop.start(0, ShopSettings.standIn(BILLING, CORE, STAND_IN));

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void the_standins_page_may_call_the_services_and_run_its_own_script_alone() throws Exception {
        HttpResponse<String> page = get("/checkout/7");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains("data-order=\"7\"", "data-payer=\"standin\"", "data-core=\"" + CORE)
                .doesNotContain("js.stripe.com", "<!-- stripe.js -->");
        assertThat(directives(page))
                .contains(
                        "default-src 'none'",
                        "script-src 'self'",
                        "style-src 'self'",
                        "connect-src " + BILLING + " " + CORE + " " + STAND_IN,
                        "frame-ancestors 'none'")
                .noneMatch(directive -> directive.contains("stripe.com"))
                .noneMatch(directive -> directive.contains("unsafe"));
    }

    @Test
    void an_accounts_own_key_brings_in_stripes_script_and_what_it_needs() throws Exception {
        shop.close();
        shop = Shop.start(0, ShopSettings.stripe(BILLING, CORE, "pk_test_example"));

        HttpResponse<String> page = get("/checkout/7");

        assertThat(page.body())
                .contains(
                        "<script src=\"https://js.stripe.com/dahlia/stripe.js\">",
                        "data-payer=\"stripe\"",
                        "data-key=\"pk_test_example\"");
        assertThat(directives(page))
                .contains(
                        "script-src 'self' https://js.stripe.com https://*.js.stripe.com",
                        "connect-src " + BILLING + " " + CORE + " https://api.stripe.com",
                        "frame-src https://js.stripe.com https://*.js.stripe.com"
                                + " https://hooks.stripe.com");
    }

    @Test
    void a_live_key_is_refused() {
        assertThatThrownBy(() -> ShopSettings.stripe(BILLING, CORE, "pk_live_example"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("pk_test_");
    }

    @Test
    void every_file_the_page_asks_for_is_there() throws Exception {
        for (String file :
                List.of(
                        "/shop.css",
                        "/icon.svg",
                        "/checkout.js",
                        "/calls.js",
                        "/pay-standin.js",
                        "/pay-stripe.js")) {
            HttpResponse<String> answer = get(file);

            assertThat(answer.statusCode()).as(file).isEqualTo(200);
            assertThat(answer.body()).as(file).isNotEmpty();
            assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        }
    }

    @Test
    void what_is_no_order_and_no_file_is_not_there() throws Exception {
        for (String path :
                List.of(
                        "/",
                        "/checkout",
                        "/checkout/",
                        "/checkout/0",
                        "/checkout/x%22y",
                        "/checkout/1/2",
                        "/checkout.html",
                        "/../shop.css",
                        "/Shop.class")) {
            assertThat(get(path).statusCode()).as(path).isEqualTo(404);
        }
    }

    @Test
    void nothing_is_posted_here() throws Exception {
        HttpResponse<String> answer =
                send(HttpRequest.newBuilder(at("/checkout/7")).POST(BodyPublishers.ofString("x")));

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow")).hasValue("GET");
    }

    @Test
    void people_who_come_back_are_told_what_happened() throws Exception {
        assertThat(get("/success?session_id=cs_test_1").body())
                .contains("Thank you", "cs_test_1 is done");
        assertThat(get("/cancel").body()).contains("Nothing was charged");
        assertThat(get("/portal-return").body()).contains("Back from the portal");
    }

    @Test
    void nothing_of_an_address_gets_into_a_page_as_it_is() throws Exception {
        HttpResponse<String> page = get("/success?session_id=%3Cscript%3Ealert(1)%3C/script%3E");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).doesNotContain("<script", "alert");
        assertThat(Pages.escaped("<a href='x' id=\"y\">&"))
                .isEqualTo("&lt;a href=&#39;x&#39; id=&quot;y&quot;&gt;&amp;");
    }

    @Test
    void an_address_that_is_broken_is_answered_all_the_same() throws Exception {
        assertThat(get("/success?session_id=%25zz").statusCode()).isEqualTo(200);
        assertThat(raw("/success?session_id=%zz")).startsWith("HTTP/1.1 200");
    }

    @Test
    void a_token_stands_behind_the_hash_alone() {
        URI address = shop.checkout(7, "a.b.c");

        assertThat(address.getPath()).isEqualTo("/checkout/7");
        assertThat(address.getQuery()).isNull();
        assertThat(address.getFragment()).isEqualTo("token=a.b.c");
    }

    private static List<String> directives(HttpResponse<String> page) {
        String policy = page.headers().firstValue("Content-Security-Policy").orElse("");
        return List.of(policy.split("; "));
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send(HttpRequest.newBuilder(at(path)).GET());
    }

    /** One request as it is written, for what no client would send. */
    private String raw(String target) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", at("/").getPort())) {
            socket.getOutputStream()
                    .write(
                            ("GET " + target + " HTTP/1.1\r\nConnection: close\r\n\r\n")
                                    .getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    private URI at(String path) {
        return URI.create("http://127.0.0.1:" + shop.checkout(1, "").getPort() + path);
    }
}
