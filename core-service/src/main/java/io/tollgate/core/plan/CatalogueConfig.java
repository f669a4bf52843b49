package io.tollgate.core.plan;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** Where the catalogue is. */
@ConfigMapping(prefix = "tollgate.catalogue")
interface CatalogueConfig {

    /** Path of {@code catalogue.yaml}; {@code CATALOGUE_FILE} sets it, and it has to be set. */
    Optional<String> file();
}
