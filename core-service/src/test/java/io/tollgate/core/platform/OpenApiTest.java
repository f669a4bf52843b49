package io.tollgate.core.platform;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tollgate.contracts.Json;
import io.tollgate.testing.TestEnvironment;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The served description is what the service does: paths, names, security and errors. */
@QuarkusTest
@WithTestResource(TestEnvironment.class)
class OpenApiTest {

    @SuppressWarnings("NullAway.Init")
    private JsonNode api;

    @BeforeEach
    void read() throws Exception {
        String text =
                given().queryParam("format", "json")
                        .get("/q/openapi")
                        .then()
                        .statusCode(200)
                        .extract()
                        .asString();
        api = Json.newMapper().readTree(text);
    }

    private static List<String> names(JsonNode node) {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private JsonNode schema(String name) {
        return api.path("components").path("schemas").path(name);
    }

    @Test
    void everyEndpointIsDescribed() {
        assertThat(names(api.path("paths")))
                .containsExactlyInAnyOrder(
                        "/internal/subscription/update",
                        "/internal/subscriptions",
                        "/internal/accounts/{user_id}",
                        "/admin/catalogue",
                        "/admin/quota/users/{user_id}/overrides/{resource}",
                        "/api/orders",
                        "/api/orders/{id}",
                        "/api/payments",
                        "/api/quota",
                        "/api/subscription",
                        "/internal/customer-wishes",
                        "/internal/customers/{customer_id}",
                        "/internal/orders",
                        "/internal/orders/{id}",
                        "/internal/orders/{id}/cancel",
                        "/internal/orders/{id}/payment-attempts",
                        "/internal/orders/{id}/payment-attempts/{n}/close",
                        "/internal/orders/{id}/payment-attempts/{n}/payment-intent",
                        "/internal/orders/{id}/payment-attempts/{n}/resolve",
                        "/internal/payment-attempts",
                        "/internal/payments",
                        "/internal/payments/update",
                        "/internal/plans/{plan}",
                        "/internal/notices",
                        "/internal/quota/audit",
                        "/internal/quota/check",
                        "/internal/quota/consume",
                        "/internal/quota/give-back",
                        "/internal/quota/reservations",
                        "/internal/quota/reservations/{id}/commit",
                        "/internal/quota/reservations/{id}/release",
                        "/internal/quota/users/{user_id}",
                        "/internal/quota/users/{user_id}/explain",
                        "/internal/payments/history",
                        "/internal/payments/reviews",
                        "/internal/payments/{payment_intent_id}",
                        "/internal/payments/{payment_intent_id}/changes",
                        "/internal/payments/{payment_intent_id}/review",
                        "/internal/quota/users/{user_id}/notices",
                        "/internal/quota/users/{user_id}/overrides",
                        "/internal/quota/users/{user_id}/overrides/{resource}",
                        "/internal/subscriptions/{subscription_id}/changes",
                        "/internal/users",
                        "/internal/quota/users/{user_id}/usage/{resource}");
    }

    @Test
    void namesAreThoseOnTheWire() {
        assertThat(names(schema("SubscriptionUpdate").path("properties")))
                .containsExactlyInAnyOrder(
                        "customer_id",
                        "subscription_id",
                        "plan_id",
                        "start_date",
                        "expiry_date",
                        "status",
                        "user_id",
                        "event_id",
                        "event_type",
                        "occurred_at",
                        "sequence",
                        "items",
                        "paid_through",
                        "cancel_at",
                        "trial_end",
                        "livemode");
        assertThat(schema("SubscriptionUpdate").path("required")).hasSize(6);
        assertThat(names(schema("QuotaExceeded").path("properties")))
                .contains("limit", "used", "reserved", "requested", "plan", "over_by");
        assertThat(names(schema("QuotaSummary").path("properties"))).contains("access_until");
        assertThat(names(schema("ResourceQuota").path("properties"))).contains("over_limit");
    }

    @Test
    void whatMayBeNullSaysSo() {
        JsonNode limit = schema("QuotaDecision").path("properties").path("limit").path("type");

        assertThat(limit).hasSize(2);
        assertThat(limit.toString()).contains("null");
    }

    @Test
    void codesAreTheWordsOfTheProblemCodes() {
        List<String> codes = new ArrayList<>();
        schema("ProblemCode").path("enum").forEach(code -> codes.add(code.asText()));

        assertThat(codes).contains("invalid_request", "account_conflict", "database_unavailable");
    }

    @Test
    void everyOperationNeedsTheKeyAndDescribesItsErrors() {
        JsonNode scheme = api.path("components").path("securitySchemes").path("api-key");
        assertThat(scheme.path("type").asText()).isEqualTo("apiKey");
        assertThat(scheme.path("name").asText()).isEqualTo("X-API-Key");
        api.path("paths")
                .properties()
                .forEach(
                        path -> {
                            for (String method : List.of("get", "put", "post", "delete")) {
                                if (path.getValue().has(method)) {
                                    describesItsErrors(path.getKey(), path.getValue().path(method));
                                }
                            }
                        });
    }

    private static void describesItsErrors(String path, JsonNode operation) {
        assertThat(operation.path("security").toString())
                .as(path)
                .contains(path.startsWith("/internal") ? "api-key" : "bearer")
                .doesNotContain(path.startsWith("/internal") ? "bearer" : "api-key");
        JsonNode responses = operation.path("responses");
        String success = Stream.of("201", "204").filter(responses::has).findFirst().orElse("200");
        assertThat(names(operation.path("responses")))
                .contains(success, "400", "401", "403", "503");
        assertThat(
                        operation
                                .path("responses")
                                .path("400")
                                .path("content")
                                .path("application/problem+json")
                                .path("schema")
                                .path("$ref")
                                .asText())
                .endsWith("/Problem");
        JsonNode content = responses.path(success).path("content");
        if (success.equals("204")) {
            assertThat(content).as(path).isEmpty();
        } else {
            assertThat(content.toString())
                    .as(path)
                    .containsAnyOf("#/components/schemas/", "\"type\":\"array\"");
        }
        assertThat(operation.path("summary").asText()).isNotBlank();
    }
}
