package io.tollgate.billing;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

import com.github.tomakehurst.wiremock.WireMockServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** core-service as billing sees it over HTTP; answers {@code applied} unless told otherwise. */
public final class CoreDouble implements QuarkusTestResourceLifecycleManager {

    public static final String UPDATE = "/internal/subscription/update";

    private final WireMockServer server = new WireMockServer(options().dynamicPort());

    @Override
    public Map<String, String> start() {
        server.start();
        applies(server);
        return Map.of("tollgate.core.url", server.baseUrl());
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(server, field -> field.getType() == WireMockServer.class);
    }

    @Override
    public void stop() {
        server.stop();
    }

    /** Every update is applied. */
    public static void applies(WireMockServer core) {
        core.resetAll();
        answers(core, 200, "{\"outcome\":\"applied\",\"warnings\":[],\"sequence\":1}");
    }

    /** Every update is answered like this. */
    public static void answers(WireMockServer core, int status, String body) {
        core.stubFor(
                post(UPDATE)
                        .willReturn(
                                aResponse()
                                        .withStatus(status)
                                        .withHeader("Content-Type", "application/json")
                                        .withBody(body)));
    }
}
