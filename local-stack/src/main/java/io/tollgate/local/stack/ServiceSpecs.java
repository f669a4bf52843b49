package io.tollgate.local.stack;

import io.tollgate.local.standin.StandInMain;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Turns ports, secrets and keys into the settings each service reads at its start. */
final class ServiceSpecs {

    private static final String LOOPBACK = "127.0.0.1";

    /** What billing-service does something with; Stripe advises against asking for more. */
    static final List<String> BILLING_EVENTS =
            List.of(
                    "customer.created",
                    "customer.updated",
                    "customer.deleted",
                    "customer.subscription.created",
                    "customer.subscription.updated",
                    "customer.subscription.deleted",
                    "customer.subscription.paused",
                    "customer.subscription.resumed",
                    "customer.subscription.pending_update_applied",
                    "customer.subscription.pending_update_expired",
                    "customer.subscription.trial_will_end",
                    "invoice.paid",
                    "invoice.payment_succeeded",
                    "invoice.payment_failed",
                    "payment_intent.succeeded",
                    "payment_intent.payment_failed",
                    "payment_intent.processing",
                    "payment_intent.requires_action",
                    "payment_intent.canceled",
                    "charge.succeeded",
                    "charge.refunded",
                    "charge.dispute.created",
                    "charge.dispute.updated",
                    "charge.dispute.closed",
                    "charge.dispute.funds_withdrawn",
                    "charge.dispute.funds_reinstated",
                    "refund.created",
                    "refund.updated",
                    "refund.failed",
                    "checkout.session.completed",
                    "checkout.session.async_payment_succeeded",
                    "checkout.session.async_payment_failed",
                    "checkout.session.expired");

    private final Ports ports;
    private final Secrets secrets;
    private final Jwts jwts;
    private final Stack.Settings settings;

    ServiceSpecs(Ports ports, Secrets secrets, Jwts jwts, Stack.Settings settings) {
        this.ports = ports;
        this.secrets = secrets;
        this.jwts = jwts;
        this.settings = settings;
    }

    ServiceSpec core(int replica) {
        Ports.Pair pair = ports.cores().get(replica);
        Map<String, String> environment = common(pair, PostgresServer.CORE);
        environment.put("CORE_API_KEY", secrets.coreApiKey());
        environment.put("PRODUCT_API_KEY", secrets.productApiKey());
        environment.put("CATALOGUE_FILE", Layout.catalogue().toString());
        environment.putAll(settings.core());
        return quarkus(name("core", replica), "core-service", pair, environment);
    }

    ServiceSpec billing(int replica) {
        Ports.Pair pair = ports.billing().get(replica);
        Map<String, String> environment = common(pair, PostgresServer.BILLING);
        environment.put("STRIPE_WEBHOOK_SECRET", secrets.webhookSecret());
        environment.put("CORE_URL", "http://%s:%d".formatted(LOOPBACK, ports.core().http()));
        environment.put("CORE_API_KEY", secrets.coreApiKey());
        environment.put("TOLLGATE_PAYMENT_ENVIRONMENT", "local");
        environment.put(
                "TOLLGATE_CHECKOUT_SUCCESS_URL",
                ports.shopUrl() + "/success?session_id={CHECKOUT_SESSION_ID}");
        environment.put("TOLLGATE_CHECKOUT_CANCEL_URL", ports.shopUrl() + "/cancel");
        environment.put("TOLLGATE_CHECKOUT_PORTAL_RETURN_URL", ports.shopUrl() + "/portal-return");
        if (settings.hasStripe()) {
            environment.put("STRIPE_SECRET_KEY", secrets.stripeSecretKey());
            environment.put("STRIPE_API_BASE", "http://%s:%d".formatted(LOOPBACK, ports.stripe()));
            environment.putAll(ConsoleUsers.settings(secrets));
        }
        environment.putAll(settings.billing());
        return quarkus(name("billing", replica), "billing-service", pair, environment);
    }

    private static String name(String service, int replica) {
        return replica == 0 ? service : service + "-" + (replica + 1);
    }

    /** The stand-in, with billing's first replica as its one endpoint; it forgets without books. */
    ServiceSpec stripe(Optional<Path> books) {
        List<String> program = new ArrayList<>();
        program.addAll(List.of(Program.MAX_HEAP, "-cp", System.getProperty("java.class.path")));
        program.add(StandInMain.class.getName());
        program.addAll(List.of("--port", Integer.toString(ports.stripe())));
        program.addAll(List.of("--api-key", secrets.stripeSecretKey()));
        int billing = ports.billing().getFirst().http();
        program.addAll(
                List.of(
                        "--webhook-url",
                        "http://%s:%d/webhook/stripe".formatted(LOOPBACK, billing)));
        program.addAll(List.of("--webhook-secret", secrets.webhookSecret()));
        program.addAll(List.of("--api-version", settings.stripeVersion()));
        program.addAll(List.of("--events", String.join(",", BILLING_EVENTS)));
        books.ifPresent(file -> program.addAll(List.of("--books", file.toString())));
        return new ServiceSpec(
                "stripe",
                program,
                new Ports.Pair(ports.stripe(), ports.stripe()),
                "/_standin/health",
                Map.of());
    }

    private ServiceSpec quarkus(
            String name, String module, Ports.Pair pair, Map<String, String> environment) {
        return new ServiceSpec(
                name,
                settings.program(module).arguments(),
                pair,
                ServiceSpec.QUARKUS_HEALTH,
                environment);
    }

    private Map<String, String> common(Ports.Pair pair, String database) {
        Map<String, String> environment = new HashMap<>();
        environment.put(
                "QUARKUS_DATASOURCE_JDBC_URL", new Database(database, ports.postgres()).jdbcUrl());
        environment.put("QUARKUS_DATASOURCE_USERNAME", Database.USER);
        environment.put("QUARKUS_DATASOURCE_PASSWORD", Database.PASSWORD);
        environment.put("CORS_ORIGINS", ports.shopUrl().toString());
        environment.put("QUARKUS_HTTP_HOST", LOOPBACK);
        environment.put("QUARKUS_HTTP_PORT", Integer.toString(pair.http()));
        environment.put("QUARKUS_MANAGEMENT_HOST", LOOPBACK);
        environment.put("QUARKUS_MANAGEMENT_PORT", Integer.toString(pair.management()));
        environment.put("JWT_ISSUER", Jwts.ISSUER);
        environment.put("JWT_AUDIENCE", Jwts.AUDIENCE);
        environment.put("JWT_PUBLIC_KEY_LOCATION", jwts.publicKeyFile().toString());
        return environment;
    }
}
