package io.tollgate.local.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.tollgate.local.client.StandInClient;
import io.tollgate.local.stack.Stack;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * What billing asks Stripe to do, held against JSON schemas of Stripe's parameters in a folder
 * given as {@code -Dstripe.params=DIR}: a parameter they do not know fails.
 */
class PaymentParamsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Map<String, String> SCHEMAS =
            Map.of(
                    "/v1/customers", "Customers.CustomerCreateParams",
                    "/v1/payment_intents", "PaymentIntents.PaymentIntentCreateParams",
                    "/v1/refunds", "Refunds.RefundCreateParams",
                    "/v1/checkout/sessions", "Checkout_Sessions.CheckoutSessionCreateParams",
                    "/v1/billing_portal/sessions",
                            "BillingPortal_Sessions.PortalSessionCreateParams");

    @Test
    void what_billing_sends_is_what_stripe_takes() throws Exception {
        String folder = System.getProperty("stripe.params", "");
        assumeTrue(!folder.isEmpty(), "no schemas of Stripe's parameters: -Dstripe.params=DIR");
        try (Recorder recorder = new Recorder();
                Stack stack =
                        Systems.withStripe()
                                .billingEnv("STRIPE_API_BASE", recorder.url())
                                .billingEnv("TOLLGATE_CHECKOUT_SUCCESS_URL", "http://127.0.0.1:9/a")
                                .billingEnv("TOLLGATE_CHECKOUT_CANCEL_URL", "http://127.0.0.1:9/b")
                                .billingEnv(
                                        "TOLLGATE_CHECKOUT_PORTAL_RETURN_URL",
                                        "http://127.0.0.1:9/c")
                                .build()) {
            stack.start();
            recorder.passesOnTo(stack.stripe().url());
            useAll(stack);

            for (Map.Entry<String, String> each : SCHEMAS.entrySet()) {
                ObjectNode sent = recorder.posted(each.getKey());
                JsonSchema schema = schema(Path.of(folder), each.getValue());
                assertThat(wrong(schema, sent)).as("%s %s", each.getKey(), sent).isEmpty();
                ObjectNode more = sent.deepCopy().put("no_such_parameter", "x");
                assertThat(wrong(schema, more)).as("an unknown parameter").isNotEmpty();
            }
            // Stripe's newest version refuses it.
            assertThat(recorder.posted("/v1/payment_intents").has("payment_method_types"))
                    .isFalse();
        }
    }

    /** Everything that makes billing ask Stripe for something. */
    private static void useAll(Stack stack) throws IOException {
        Till till = new Till(stack);
        long order = till.order("asker");
        Told intent = till.openIntent("asker", order);
        StandInClient.of(stack).payments().pay(intent.secret(), "pm_card_visa");
        till.awaits(order, "paid");
        assertThat(till.refund(intent.intent(), "some", 300).status()).isEqualTo(200);
        Map<String, String> plan = Map.of("plan", "pro");
        assertThat(till.byUser(stack.billing(0), "asker", "/api/checkout/sessions", plan).status())
                .isEqualTo(200);
        assertThat(till.byUser(stack.billing(0), "asker", "/api/portal/sessions", plan).status())
                .isEqualTo(200);
    }

    private static JsonSchema schema(Path folder, String name) throws IOException {
        Path file = folder.resolve(name + ".schema.json");
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7)
                .getSchema(JSON.readTree(file.toFile()));
    }

    private static Set<ValidationMessage> wrong(JsonSchema schema, ObjectNode sent) {
        return schema.validate(sent);
    }
}
