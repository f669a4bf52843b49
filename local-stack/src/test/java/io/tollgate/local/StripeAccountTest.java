package io.tollgate.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tollgate.local.stack.StackException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StripeAccountTest {

    private final Map<String, String> environment =
            new HashMap<>(
                    Map.of(
                            "STRIPE_PUBLISHABLE_KEY", "pk_test_example",
                            "STRIPE_SECRET_KEY", "sk_test_example",
                            "STRIPE_WEBHOOK_SECRET", "whsec_test_example"));

    @Test
    void a_publishable_key_brings_in_the_account() {
        assertThat(StripeAccount.in(environment))
                .contains(
                        new StripeAccount(
                                "pk_test_example", "sk_test_example", "whsec_test_example"));
    }

    @Test
    void a_secret_key_alone_leaves_the_standin() {
        environment.remove("STRIPE_PUBLISHABLE_KEY");

        assertThat(StripeAccount.in(environment)).isEmpty();
    }

    @Test
    void live_and_missing_keys_are_refused_without_being_quoted() {
        assertRefused("STRIPE_PUBLISHABLE_KEY", "pk_live_example");
        assertRefused("STRIPE_SECRET_KEY", "sk_live_example");
        assertRefused("STRIPE_WEBHOOK_SECRET", "");
    }

    private void assertRefused(String name, String value) {
        Map<String, String> changed = new HashMap<>(environment);
        changed.put(name, value);
        assertThatThrownBy(() -> StripeAccount.in(changed))
                .isInstanceOf(StackException.class)
                .hasMessageContaining(name)
                .hasMessageNotContaining("live");
    }
}
