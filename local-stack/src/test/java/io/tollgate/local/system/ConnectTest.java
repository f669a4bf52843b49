package io.tollgate.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.stripe.StripeClient;
import com.stripe.exception.StripeException;
import com.stripe.model.WebhookEndpoint;
import com.stripe.net.RequestOptions;
import com.stripe.param.WebhookEndpointCreateParams;
import com.stripe.param.WebhookEndpointUpdateParams;
import io.tollgate.billing.stripe.StripeEvents;
import io.tollgate.local.stack.Layout;
import io.tollgate.local.standin.Settings;
import io.tollgate.local.standin.StandIn;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The command that connects a Stripe account, run against the stand-in. */
class ConnectTest {

    private static final String KEY = "sk_test_connect_command";
    private static final String URL = "http://127.0.0.1:8080/webhook/stripe";
    private static final String OTHER = "http://127.0.0.1:8090/webhook/stripe";
    private static final long LIMIT_SECONDS = 60;

    private StandIn standIn;
    private StripeClient stripe;

    private record Ended(int exitCode, String out, String err) {}

    @BeforeEach
    void start() throws IOException {
        standIn = StandIn.start(Settings.of(KEY, 1));
        stripe = StripeClient.builder().setApiKey(KEY).setApiBase(standIn.url().toString()).build();
    }

    @AfterEach
    void stop() {
        standIn.close();
    }

    @Test
    void it_makes_an_endpoint_with_exactly_our_events_and_a_pinned_version() throws Exception {
        Ended ended = connect(KEY, URL);

        assertThat(ended.exitCode()).as(ended.err()).isZero();
        WebhookEndpoint made = endpoints().getFirst();
        assertThat(made.getUrl()).isEqualTo(URL);
        assertThat(made.getApiVersion()).isEqualTo("2026-07-29.dahlia");
        assertThat(made.getEnabledEvents()).containsExactlyInAnyOrderElementsOf(StripeEvents.TYPES);
        assertThat(ended.out()).matches("STRIPE_WEBHOOK_SECRET=whsec_\\w+\\n");
        assertThat(ended.err()).contains(made.getId()).doesNotContain("whsec_").doesNotContain(KEY);
    }

    @Test
    void run_again_it_makes_no_second_one_and_keeps_the_secret() throws Exception {
        connect(KEY, OTHER);
        connect(KEY, URL);

        Ended again = connect(KEY, URL);

        assertThat(again.exitCode()).as(again.err()).isZero();
        assertThat(again.out()).isEmpty();
        assertThat(endpoints()).hasSize(2);
    }

    @Test
    void an_endpoint_that_was_turned_off_is_turned_on_and_one_of_another_version_is_refused()
            throws Exception {
        connect(KEY, URL);
        endpoints()
                .getFirst()
                .update(
                        WebhookEndpointUpdateParams.builder().setDisabled(true).build(),
                        RequestOptions.builder()
                                .setApiKey(KEY)
                                .setBaseUrl(standIn.url().toString())
                                .build());
        stripe.v1()
                .webhookEndpoints()
                .create(
                        WebhookEndpointCreateParams.builder()
                                .setUrl(OTHER)
                                .setApiVersion(
                                        WebhookEndpointCreateParams.ApiVersion.VERSION_2020_08_27)
                                .addEnabledEvent(
                                        WebhookEndpointCreateParams.EnabledEvent.INVOICE__PAID)
                                .build());

        Ended again = connect(KEY, URL);
        Ended other = connect(KEY, OTHER);

        assertThat(again.exitCode()).as(again.err()).isZero();
        assertThat(endpoints())
                .filteredOn(each -> each.getUrl().equals(URL))
                .extracting(WebhookEndpoint::getStatus)
                .containsExactly("enabled");
        assertThat(other.exitCode()).isNotZero();
        assertThat(other.err()).contains("API version");
    }

    @Test
    void what_cannot_work_is_said_and_nothing_is_made() throws Exception {
        assertThat(connect("sk_test_of_somebody_else", URL).err())
                .startsWith("connect-stripe: Stripe answered 401: ");
        assertThat(connect("", URL).err()).contains("STRIPE_SECRET_KEY is not set");
        assertThat(connect("sk_live_12345678", URL).err()).contains("STRIPE_API_BASE");
        assertThat(connect(KEY, "http://billing.example.test/").err()).contains("https URL");

        assertThat(endpoints()).isEmpty();
    }

    @Test
    void the_events_never_hold_up_invoices() {
        assertThat(StripeEvents.TYPES).doesNotContain("*", "invoice.created");
    }

    private List<WebhookEndpoint> endpoints() throws StripeException {
        return stripe.v1().webhookEndpoints().list().getData();
    }

    private Ended connect(String key, String url) throws IOException, InterruptedException {
        Path script = Layout.root().resolve("billing-service/bin/connect-stripe");
        ProcessBuilder builder = new ProcessBuilder(script.toString(), url);
        builder.environment()
                .putAll(
                        Map.of(
                                "STRIPE_SECRET_KEY",
                                key,
                                "STRIPE_API_BASE",
                                standIn.url().toString()));
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
        return new Ended(process.exitValue(), out, err);
    }
}
