package io.tollgate.local.system;

import io.tollgate.local.client.StandInClient;
import io.tollgate.local.stack.Stack;
import io.tollgate.local.standin.shape.StripeVersion;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The same lives told in an old and in the newest API version, without a key: the events alone lead
 * to the same state, the true one.
 */
class VersionsTest {

    private static final long SEED = Soak.seed("versions");

    @ParameterizedTest
    @EnumSource(
            value = StripeVersion.class,
            names = {"V2020_08_27", "ENDIVE"})
    void events_of_every_version_lead_to_the_same_state(StripeVersion version) throws Exception {
        try (Stack stack =
                Systems.withStripe()
                        .stripe(version)
                        .billingEnv("STRIPE_SECRET_KEY", "")
                        .billingEnv("STRIPE_API_BASE", "")
                        .start()) {
            Random random = new Random(SEED);
            StandInClient.of(stack).faults(Map.of("duplicate", 0.2, "reorder", 0.5));

            Shop shop = new Shop(stack, random).signUp(20).live(Soak.count(120, 1000));

            Agreement agreement = new Agreement(stack);
            agreement.settle();
            agreement.holds();
            agreement.nothingAcknowledgedIsLost(shop);
        }
    }
}
