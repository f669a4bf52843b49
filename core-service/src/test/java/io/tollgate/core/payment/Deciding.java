package io.tollgate.core.payment;

import io.restassured.response.ValidatableResponse;
import io.tollgate.core.Api;
import java.util.List;
import java.util.stream.Collectors;

/** What billing-service does for an operator who looks at a payment under review. */
final class Deciding {

    private Deciding() {}

    static ValidatableResponse dismiss(String intent, String... seen) {
        return decide(intent, "operator-1", "ticket 4711", seen);
    }

    static ValidatableResponse decide(String intent, String by, String note, String... seen) {
        return send(
                intent,
                "{\"reasons\":[%s],\"note\":\"%s\",\"by\":\"%s\"}"
                        .formatted(
                                List.of(seen).stream()
                                        .map(word -> '"' + word + '"')
                                        .collect(Collectors.joining(",")),
                                note,
                                by));
    }

    static ValidatableResponse send(String intent, String body) {
        return Api.billing().body(body).post("/internal/payments/{id}/review", intent).then();
    }

    static ValidatableResponse detail(String intent) {
        return Api.billing().get("/internal/payments/{id}", intent).then().statusCode(200);
    }

    /** As it is listed among those that wait for a person. */
    static ValidatableResponse listed(String intent) {
        return Api.billing()
                .get("/internal/payments?state=review&ids=" + intent)
                .then()
                .statusCode(200);
    }
}
