package io.tollgate.billing.platform;

import io.quarkus.flyway.FlywayConfigurationCustomizer;
import jakarta.inject.Singleton;
import java.util.Map;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/**
 * Replicas that start together wait for each other by a lock of the session. Flyway's own choice is
 * a lock of a transaction that stays open meanwhile, for whose end an index that is made
 * concurrently would wait for ever (Flyway: PostgreSQL Transactional Lock).
 */
@Singleton
public class MigrationLock implements FlywayConfigurationCustomizer {

    /** The setting, also for a migration outside the service. */
    public static final Map<String, String> SETTING =
            Map.of("flyway.postgresql.transactional.lock", "false");

    @Override
    public void customize(FluentConfiguration configuration) {
        configuration.configuration(SETTING);
    }
}
