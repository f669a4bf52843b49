package io.tollgate.billing.console;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Somebody at the console: keeps cookies, sends what a browser sends, follows nothing by itself.
 */
public final class Browser {

    private static final Pattern TOKEN = Pattern.compile("name=\"token\" value=\"([^\"]+)\"");

    private static final Pattern NEXT = Pattern.compile("href=\"([^\"]+)\" rel=\"next\"");

    private final Map<String, String> cookies = new HashMap<>();

    /** Somebody who has not signed in. */
    public static Browser stranger() {
        return new Browser();
    }

    /** Signed in as one who may act. */
    public static Browser admin() {
        return signedIn("admin", "admin-of-tests");
    }

    /** Signed in as one who may look. */
    public static Browser support() {
        return signedIn("support", "support-of-tests");
    }

    private static Browser signedIn(String name, String password) {
        Browser browser = new Browser();
        Response answer = browser.signIn(name, password);
        assertThat(answer.statusCode()).isEqualTo(303);
        return browser;
    }

    /** Fills in the sign-in form. */
    public Response signIn(String name, String password) {
        String token = tokenOn("/console/sign-in");
        return send("/console/sign-in", Map.of("token", token, "name", name, "password", password));
    }

    /** Opens a page. */
    public Response open(String path) {
        return keep(request().get(path));
    }

    /** Opens a page that has to be there, and reads it. */
    public String read(String path) {
        Response answer = open(path);
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return answer.asString();
    }

    /** Sends a form that stands on a page, with the page's token. */
    public Response submit(String page, String action, Map<String, String> fields) {
        Map<String, String> all = new HashMap<>(fields);
        all.put("token", tokenOn(page));
        return send(action, all);
    }

    /** Sends a form as given, without adding a token. */
    public Response send(String action, Map<String, String> fields) {
        return keep(
                request()
                        .header("Sec-Fetch-Site", "same-origin")
                        .contentType("application/x-www-form-urlencoded; charset=utf-8")
                        .formParams(fields)
                        .post(action));
    }

    /** Where the pager of a page leads to. */
    public static String next(String page) {
        Matcher next = NEXT.matcher(page);
        assertThat(next.find()).as("a next page").isTrue();
        return next.group(1).replace("&amp;", "&");
    }

    /** The token of the forms on a page. */
    public String tokenOn(String path) {
        Matcher token = TOKEN.matcher(read(path));
        assertThat(token.find()).as("a form's token on " + path).isTrue();
        return token.group(1);
    }

    /** A request with this browser's cookies, for what the other methods do not do. */
    public RequestSpecification request() {
        return given().redirects().follow(false).cookies(cookies);
    }

    private Response keep(Response answer) {
        answer.getDetailedCookies()
                .forEach(
                        cookie -> {
                            if (cookie.getMaxAge() == 0) {
                                cookies.remove(cookie.getName());
                            } else {
                                cookies.put(cookie.getName(), cookie.getValue());
                            }
                        });
        return answer;
    }

    /** A cookie it has. */
    public String cookie(String name) {
        return cookies.getOrDefault(name, "");
    }

    /** Puts a cookie there. */
    public void put(String name, String value) {
        cookies.put(name, value);
    }
}
