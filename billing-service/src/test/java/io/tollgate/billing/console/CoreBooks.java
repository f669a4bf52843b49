package io.tollgate.billing.console;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import io.tollgate.billing.CoreDouble;
import io.tollgate.contracts.Json;
import io.tollgate.contracts.problem.Problem;
import io.tollgate.contracts.problem.ProblemCode;

/** What core tells the console: contract records, as a test lays them down. */
public final class CoreBooks {

    private CoreBooks() {}

    /** core knows nothing, in its own words. */
    public static void empty() {
        CoreDouble.core().resetMappings();
        CoreDouble.core().resetRequests();
        refuses(ProblemCode.NOT_FOUND, "Nothing is here.");
    }

    private static void refuses(ProblemCode code, String detail) {
        CoreDouble.core().register(any(anyUrl()).atPriority(10).willReturn(problem(code, detail)));
    }

    /** A path has this. */
    public static void holds(String path, Object answer) {
        CoreDouble.core().register(get(urlPathEqualTo(path)).willReturn(okJson(json(answer))));
    }

    /** A path is refused. */
    public static void refuses(String path, ProblemCode code, String detail) {
        CoreDouble.core().register(get(urlPathEqualTo(path)).willReturn(problem(code, detail)));
    }

    /** Every connection breaks. */
    public static void away() {
        CoreDouble.core()
                .register(
                        any(anyUrl())
                                .atPriority(1)
                                .willReturn(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)));
    }

    /** core's way to say no. */
    public static ResponseDefinitionBuilder problem(ProblemCode code, String detail) {
        return aResponse()
                .withStatus(code.status())
                .withHeader("Content-Type", Problem.MEDIA_TYPE)
                .withBody(json(Problem.of(code, detail)));
    }

    /** A contract record from its JSON. */
    public static <T> T read(String json, Class<T> type) {
        try {
            return Json.newMapper().readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** JSON as it is. */
    public static JsonNode tree(String json) {
        return read(json, JsonNode.class);
    }

    /** As it goes over the wire. */
    public static String json(Object value) {
        try {
            return Json.newMapper().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
