package io.tollgate.billing;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.tollgate.billing.stripe.StripeApi;
import io.tollgate.billing.stripe.StripeConfig;
import io.tollgate.billing.stripe.StripeParts;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Stripe's API over HTTP, as far as a test lays it down, and billing's own client of it. */
public final class StripeDouble implements AutoCloseable {

    public static final String KEY = "sk_test_double";

    private final WireMockServer server = new WireMockServer(options().dynamicPort());

    public StripeDouble() {
        server.start();
        knowsNothing();
    }

    /** Forgets what was asked and laid down; everything is a 404 again. */
    public void reset() {
        server.resetAll();
        knowsNothing();
    }

    /** What nobody laid down is a 404 as Stripe says it, not as a web server does. */
    private void knowsNothing() {
        String error = "{'error':{'type':'invalid_request_error','code':'resource_missing'}}";
        server.stubFor(
                any(anyUrl())
                        .atPriority(10)
                        .willReturn(json(Events.json(error), 0).withStatus(404)));
    }

    public String url() {
        return server.baseUrl();
    }

    /** The client that production uses, at this server. */
    public StripeApi api(int callsPerSecond) {
        StripeConfig config =
                new SmallRyeConfigBuilder()
                        .withMapping(StripeConfig.class)
                        .withConverter(Duration.class, 200, new DurationConverter())
                        .withDefaultValues(
                                Map.of(
                                        "tollgate.stripe.api-base",
                                        url(),
                                        "tollgate.stripe.calls-per-second",
                                        Integer.toString(callsPerSecond),
                                        "tollgate.stripe.read-timeout",
                                        "4S"))
                        .build()
                        .getConfigMapping(StripeConfig.class);
        return StripeParts.api(KEY, config, new SimpleMeterRegistry());
    }

    /** A path answers with an object, as of a time by Stripe's clock. */
    public void holds(String path, JsonNode object, long asOf) {
        server.stubFor(get(urlPathEqualTo(path)).willReturn(json(object, asOf)));
    }

    /** A path answers with lists, each for the page that starts after an id. */
    public void lists(String path, Map<String, JsonNode> byStartingAfter, long asOf) {
        byStartingAfter.forEach(
                (after, list) -> {
                    MappingBuilder page = get(urlPathEqualTo(path));
                    if (!after.isEmpty()) {
                        page.withQueryParam("starting_after", WireMock.equalTo(after))
                                .atPriority(1);
                    }
                    server.stubFor(page.willReturn(json(list, asOf)));
                });
    }

    /** A path answers with one of Stripe's errors. */
    public void fails(String path, int status, String type, String code) {
        String error = "{'error':{'type':'%s','code':'%s','message':'none of ours'}}";
        server.stubFor(
                get(urlPathEqualTo(path))
                        .willReturn(json(Events.json(error, type, code), 0).withStatus(status)));
    }

    /** Anything laid down by hand. */
    public void stub(MappingBuilder mapping) {
        server.stubFor(mapping);
    }

    /** A list of Stripe's. */
    public static ObjectNode list(boolean hasMore, JsonNode... objects) {
        ObjectNode list = Events.json("{'object':'list','url':'/v1/x','data':[]}");
        list.put("has_more", hasMore);
        Arrays.stream(objects).forEach(list.withArray("data")::add);
        return list;
    }

    /** The paths that were asked for, with their queries, oldest first. */
    public List<String> asked() {
        return server.getAllServeEvents().reversed().stream()
                .map(event -> event.getRequest().getUrl())
                .toList();
    }

    /** The idempotency keys of what was posted, oldest first. */
    public List<String> keys() {
        return server.getAllServeEvents().reversed().stream()
                .map(event -> event.getRequest().getHeader("Idempotency-Key"))
                .filter(Objects::nonNull)
                .toList();
    }

    private static ResponseDefinitionBuilder json(JsonNode body, long asOf) {
        return aResponse()
                .withHeader("Content-Type", "application/json")
                .withHeader(
                        "Date",
                        DateTimeFormatter.RFC_1123_DATE_TIME.format(
                                Instant.ofEpochSecond(asOf).atOffset(ZoneOffset.UTC)))
                .withBody(body.toString());
    }

    @Override
    public void close() {
        server.stop();
    }
}
