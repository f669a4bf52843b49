package io.tollgate.local.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.stripe.StripeClient;
import com.stripe.param.WebhookEndpointUpdateParams;
import io.tollgate.local.client.CoreClient;
import io.tollgate.local.client.StandInClient;
import io.tollgate.local.stack.Layout;
import io.tollgate.local.stack.Service;
import io.tollgate.local.stack.Stack;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * From an earlier version to this one without a moment's absence, in either order of the services,
 * and the old code beside the new on the new schema: every webhook and every call is answered, and
 * what comes out is true.
 *
 * <p>Wants {@code -Dbaseline.dir}, a working copy of the earlier version with its jars built (see
 * {@code local-stack/bin/build-baseline}), and HAProxy.
 */
class RollingTest {

    @ParameterizedTest
    @ValueSource(strings = {"core first", "billing first"})
    void both_services_are_replaced_under_load(String order) throws Exception {
        String baseline = System.getProperty("baseline.dir", "");
        assumeTrue(!baseline.isEmpty(), "not run: -Dbaseline.dir names no earlier version");
        assumeTrue(
                Balancer.program().isPresent() || Boolean.getBoolean("rolling.required"),
                "not run: HAProxy is not installed");

        try (Balancer balancer = new Balancer();
                Stack stack =
                        Systems.withStripe()
                                .billingReplicas(2)
                                .coreReplicas(2)
                                .billingEnv("CORE_URL", balancer.core().toString())
                                // A Stripe that is slow is not what is tested: nobody tries twice.
                                .billingEnv("TOLLGATE_STRIPE_READ_TIMEOUT", "10S")
                                .billingEnv("QUARKUS_SHUTDOWN_DELAY", "3S")
                                .coreEnv("QUARKUS_SHUTDOWN_DELAY", "3S")
                                .build()) {
            List<Service> cores = List.of(stack.core(0), stack.core(1));
            List<Service> billing = List.of(stack.billing(0), stack.billing(1));
            cores.forEach(each -> each.runs(jar(Path.of(baseline), "core-service")));
            billing.forEach(each -> each.runs(jar(Path.of(baseline), "billing-service")));
            balancer.start(Balancer.program().orElseThrow(), billing, cores);
            stack.start();
            Stream.concat(cores.stream(), billing.stream())
                    .forEach(each -> balancer.awaits(each, "UP"));
            webhooksGoTo(stack, balancer);
            try (RollingLoad load = new RollingLoad(stack, balancer)) {
                load.hasWorked();
                if (order.equals("core first")) {
                    replace(balancer, cores, "core-service", load);
                    replace(balancer, billing, "billing-service", load);
                } else {
                    replace(balancer, billing, "billing-service", load);
                    replace(balancer, cores, "core-service", load);
                }
                restart(balancer, cores, load);
                restart(balancer, billing, load);
                load.end();
                load.allWasAnswered();
            }
            allIsTrue(stack);
        }
    }

    private static Path jar(Path workingCopy, String module) {
        return workingCopy.resolve(module).resolve("target/quarkus-app/quarkus-run.jar");
    }

    private static void webhooksGoTo(Stack stack, Balancer balancer) throws Exception {
        String key = stack.secrets().stripeSecretKey();
        StripeClient.builder()
                .setApiKey(key)
                .setApiBase(stack.stripe().url().toString())
                .build()
                .v1()
                .webhookEndpoints()
                .update(
                        StandInClient.of(stack).endpoints(key).getFirst(),
                        WebhookEndpointUpdateParams.builder()
                                .setUrl(balancer.billing() + "/webhook/stripe")
                                .build());
    }

    /** One replica after the other: taken out, stopped, started as the present version, used. */
    private static void replace(
            Balancer balancer, List<Service> services, String module, RollingLoad load)
            throws IOException {
        for (Service service : services) {
            balancer.drain(service);
            service.stop();
            service.runs(jar(Layout.root(), module)).start();
            balancer.use(service);
            load.hasWorked();
        }
    }

    /** The present version needs nobody to take it out: it says itself that it is going. */
    private static void restart(Balancer balancer, List<Service> services, RollingLoad load) {
        for (Service service : services) {
            service.restart();
            balancer.awaits(service, "UP");
            load.hasWorked();
        }
    }

    private static void allIsTrue(Stack stack) throws IOException {
        Agreement agreement = new Agreement(stack);
        agreement.settle();
        agreement.holds();
        agreement.reconcilesToNothing();
        new PaymentAgreement(stack).comesToHold();
        assertThat(CoreClient.of(stack).audit("").body().path("differing")).isEmpty();
    }
}
