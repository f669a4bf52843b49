package io.tollgate.core.platform;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.jackson.ObjectMapperCustomizer;
import io.tollgate.contracts.Json;
import jakarta.inject.Singleton;

/** Makes the service's mapper speak the contracts' JSON. */
@Singleton
class JsonDialect implements ObjectMapperCustomizer {

    @Override
    public void customize(ObjectMapper mapper) {
        Json.configure(mapper);
    }
}
