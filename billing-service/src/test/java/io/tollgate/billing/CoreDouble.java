package io.tollgate.billing;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.matching;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.common.Json;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.net.URI;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;

/** core-service as billing sees it over HTTP; answers {@code applied} unless told otherwise. */
public final class CoreDouble implements QuarkusTestResourceLifecycleManager {

    private static final String UPDATE = "/internal/subscription/update";

    private final WireMockServer server = new WireMockServer(options().dynamicPort());

    @Override
    public Map<String, String> start() {
        server.start();
        return Map.of("tollgate.core.url", server.baseUrl());
    }

    @Override
    public void stop() {
        server.stop();
    }

    /** Forgets what was told, and applies every update. */
    public static void applies() {
        core().resetRequests();
        answers(200, "{'outcome':'applied','warnings':[],'sequence':1}");
    }

    /** So many payments are in review, all for the same reason. */
    public static void reviews(int waiting, String reason) {
        core().register(
                        get(urlPathEqualTo("/internal/payments/reviews"))
                                .willReturn(
                                        okJson(
                                                "{\"waiting\":%d,\"by_reason\":{\"%s\":%d}}"
                                                        .formatted(waiting, reason, waiting))));
    }

    /** Every update is answered like this; single quotes stand for double ones. */
    public static void answers(int status, String body) {
        WireMock core = core();
        core.resetMappings();
        holdsPayments();
        reviews(0, "amount_differs");
        core.register(
                post(UPDATE)
                        .willReturn(
                                aResponse()
                                        .withStatus(status)
                                        .withHeader("Content-Type", "application/json")
                                        .withBody(body.replace('\'', '"'))));
    }

    /** Payments of orders that core holds, whatever it is asked for. */
    public static void holdsPayments(JsonNode... payments) {
        core().register(
                        get(urlPathEqualTo("/internal/payments"))
                                .willReturn(okJson(page(List.of(payments)))));
    }

    /** What core holds: all of these when asked for ids, some of them when asked for overdue. */
    public static void holds(List<JsonNode> overdue, List<JsonNode> all) {
        WireMock core = core();
        core.register(get(urlPathEqualTo("/internal/subscriptions")).willReturn(okJson(page(all))));
        core.register(
                get(urlPathEqualTo("/internal/subscriptions"))
                        .withQueryParam("overdue_before", matching("[0-9]+"))
                        .atPriority(1)
                        .willReturn(okJson(page(overdue))));
    }

    private static String page(List<JsonNode> data) {
        ObjectNode page = JsonNodeFactory.instance.objectNode().putNull("next");
        data.forEach(page.withArray("data")::add);
        return page.toString();
    }

    /** What core was told of a subscription, oldest first. */
    public static List<JsonNode> told(String subscription) {
        return core()
                .find(
                        postRequestedFor(urlEqualTo(UPDATE))
                                .withRequestBody(
                                        matchingJsonPath(
                                                "$.subscription_id", equalTo(subscription))))
                .stream()
                .sorted(Comparator.comparing(LoggedRequest::getLoggedDate))
                .map(request -> Json.read(request.getBodyAsString(), JsonNode.class))
                .toList();
    }

    /** The key each of these calls came with. */
    public static List<String> keys(String subscription) {
        return core()
                .find(
                        postRequestedFor(urlEqualTo(UPDATE))
                                .withRequestBody(
                                        matchingJsonPath(
                                                "$.subscription_id", equalTo(subscription))))
                .stream()
                .map(request -> request.getHeader("X-API-Key"))
                .toList();
    }

    /** The server itself, for what a test lays down by hand. */
    public static WireMock core() {
        URI url =
                URI.create(ConfigProvider.getConfig().getValue("tollgate.core.url", String.class));
        return new WireMock(url.getHost(), url.getPort());
    }
}
