package io.tollgate.local.standin;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.local.standin.RawClient.Raw;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Of a deleted customer its id is left, and nothing new can be made for it. */
class DeletedCustomersTest {

    private final Fixture fixture = Fixture.start();

    @AfterEach
    void stop() {
        fixture.close();
    }

    private String deleted() throws Exception {
        String customer =
                fixture.raw().post("/v1/customers", "name=Alice").body().path("id").asText();
        assertThat(fixture.raw().delete("/v1/customers/" + customer).status()).isEqualTo(200);
        return customer;
    }

    @Test
    void aDeletedOneIsReadAsSuchAndAnUnknownOneIsNot() throws Exception {
        Raw read = fixture.raw().get("/v1/customers/" + deleted());
        Raw unknown = fixture.raw().get("/v1/customers/cus_nowhere");

        assertThat(read.status()).isEqualTo(200);
        assertThat(read.body().path("deleted").asBoolean()).isTrue();
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.body().at("/error/code").asText()).isEqualTo("resource_missing");
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/checkout/sessions, mode=subscription&line_items[0][price]=price_pro_monthly"
                + "&line_items[0][quantity]=1&success_url=http://127.0.0.1:9/",
        "/v1/billing_portal/sessions, return_url=http://127.0.0.1:9/",
        "/v1/payment_intents, amount=1900&currency=usd",
        "/v1/subscriptions, items[0][price]=price_pro_monthly",
    })
    void nothingIsMadeForADeletedOne(String path, String form) throws Exception {
        Raw refused = fixture.raw().post(path, form + "&customer=" + deleted());

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body().at("/error/code").asText()).isEqualTo("resource_missing");
        assertThat(refused.body().at("/error/param").asText()).isEqualTo("customer");
    }
}
