package io.tollgate.core.platform;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.UUID;
import java.util.function.Supplier;

/** The one place random ids come from. */
class SystemIds {

    @Produces
    @Singleton
    Supplier<UUID> ids() {
        return UUID::randomUUID;
    }
}
