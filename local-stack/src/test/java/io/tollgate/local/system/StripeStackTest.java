package io.tollgate.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.stripe.StripeClient;
import com.stripe.model.Customer;
import com.stripe.model.Subscription;
import com.stripe.param.CustomerCreateParams;
import com.stripe.param.SubscriptionCreateParams;
import io.tollgate.local.client.CoreClient;
import io.tollgate.local.client.StandInClient;
import io.tollgate.local.stack.Await;
import io.tollgate.local.stack.Stack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a customer does at the stand-in reaches core by its webhooks. */
class StripeStackTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String USER = "user_of_the_standin";

    @Test
    void a_subscription_made_and_cancelled_at_stripe_opens_and_closes_the_plan() throws Exception {
        try (Stack stack = Stack.builder().stripe().start()) {
            StripeClient stripe =
                    StripeClient.builder()
                            .setApiKey(stack.secrets().stripeSecretKey())
                            .setApiBase(stack.stripe().url().toString())
                            .build();
            CoreClient core = CoreClient.of(stack);
            StandInClient control = StandInClient.of(stack);
            control.faults(Map.of("duplicate", 0.5, "same_second", true));
            Customer customer = stripe.v1().customers().create(customer());
            core.link(USER, customer.getId());

            Subscription made = stripe.v1().subscriptions().create(pro(customer.getId()));
            assertThat(Await.until(PATIENCE, () -> plan(core).equals("pro"))).isTrue();

            stripe.v1().subscriptions().cancel(made.getId());
            assertThat(Await.until(PATIENCE, () -> plan(core).equals("free"))).isTrue();
            assertThat(Await.until(PATIENCE, () -> pending(control) == 0)).isTrue();
            assertThat(control.deliveries().path("answers").properties())
                    .extracting(Map.Entry::getKey)
                    .containsExactly("200");
        }
    }

    private static CustomerCreateParams customer() {
        return CustomerCreateParams.builder()
                .setInvoiceSettings(
                        CustomerCreateParams.InvoiceSettings.builder()
                                .setDefaultPaymentMethod("pm_card_visa")
                                .build())
                .build();
    }

    private static SubscriptionCreateParams pro(String customer) {
        return SubscriptionCreateParams.builder()
                .setCustomer(customer)
                .addItem(
                        SubscriptionCreateParams.Item.builder()
                                .setPrice("price_pro_monthly")
                                .build())
                .build();
    }

    private static String plan(CoreClient core) {
        try {
            return core.quota(USER).body().path("plan").asText();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int pending(StandInClient control) {
        try {
            return control.pendingDeliveries();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
