package io.tollgate.local.stack;

import java.util.HashMap;
import java.util.Map;

/** Turns ports, secrets and keys into the settings each service reads at its start. */
final class ServiceSpecs {

    private static final String LOOPBACK = "127.0.0.1";

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

    ServiceSpec core() {
        Map<String, String> environment = common(ports.core(), PostgresServer.CORE);
        environment.put("CORE_API_KEY", secrets.coreApiKey());
        environment.put("PRODUCT_API_KEY", secrets.productApiKey());
        environment.put("CATALOGUE_FILE", Layout.catalogue().toString());
        environment.putAll(settings.core());
        return new ServiceSpec("core", Layout.jar("core-service"), ports.core(), environment);
    }

    ServiceSpec billing(int replica) {
        Ports.Pair pair = ports.billing().get(replica);
        Map<String, String> environment = common(pair, PostgresServer.BILLING);
        environment.put("STRIPE_WEBHOOK_SECRET", secrets.webhookSecret());
        environment.put("CORE_URL", "http://%s:%d".formatted(LOOPBACK, ports.core().http()));
        environment.put("CORE_API_KEY", secrets.coreApiKey());
        environment.putAll(settings.billing());
        String name = replica == 0 ? "billing" : "billing-" + (replica + 1);
        return new ServiceSpec(name, Layout.jar("billing-service"), pair, environment);
    }

    private Map<String, String> common(Ports.Pair pair, String database) {
        Map<String, String> environment = new HashMap<>();
        environment.put(
                "QUARKUS_DATASOURCE_JDBC_URL", new Database(database, ports.postgres()).jdbcUrl());
        environment.put("QUARKUS_DATASOURCE_USERNAME", Database.USER);
        environment.put("QUARKUS_DATASOURCE_PASSWORD", Database.PASSWORD);
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
