package io.tollgate.core.plan;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** Where the catalogue is. */
@ConfigMapping(prefix = "tollgate.catalogue")
interface CatalogueConfig {

    /** Path of the catalogue; an error in it stops the start and names the line. Required. */
    Optional<String> file();

    /**
     * How often the file is looked at: a change of it counts within this time, without a restart.
     */
    @WithDefault("30S")
    Duration refresh();
}
