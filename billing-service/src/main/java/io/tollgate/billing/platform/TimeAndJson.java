package io.tollgate.billing.platform;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.jackson.ObjectMapperCustomizer;
import io.tollgate.contracts.Json;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * The clock everything reads, where random ids come from, and the JSON dialect everything speaks.
 */
@Singleton
class TimeAndJson implements ObjectMapperCustomizer {

    @Produces
    @ApplicationScoped
    static Clock clock() {
        return Clock.systemUTC();
    }

    @Produces
    @Singleton
    static Supplier<UUID> ids() {
        return UUID::randomUUID;
    }

    @Override
    public void customize(ObjectMapper mapper) {
        Json.configure(mapper);
    }
}
