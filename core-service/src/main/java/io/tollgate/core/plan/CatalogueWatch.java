package io.tollgate.core.plan;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the catalogue file now and then. A sound change counts at once; a broken one changes
 * nothing, and is told until it is repaired.
 */
@ApplicationScoped
class CatalogueWatch {

    private static final Logger LOG = Logger.getLogger(CatalogueWatch.class);

    private final Catalogues catalogues;
    private final CatalogueConfig config;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("catalogue-watch").daemon(true).factory());
    private volatile @Nullable String fault;

    CatalogueWatch(Catalogues catalogues, CatalogueConfig config, MeterRegistry metrics) {
        this.catalogues = catalogues;
        this.config = config;
        Gauge.builder("tollgate.catalogue.broken", this, watch -> watch.fault == null ? 0 : 1)
                .description("1 while the catalogue file cannot be used and an older one counts")
                .register(metrics);
    }

    void start(@Observes StartupEvent event) {
        long millis = config.refresh().toMillis();
        ScheduledFuture<?> _ =
                timer.scheduleWithFixedDelay(
                        this::lookSafely, millis, millis, TimeUnit.MILLISECONDS);
    }

    void stop(@Observes ShutdownEvent event) {
        timer.shutdownNow();
    }

    /** What is wrong with the file; empty if it is the catalogue in force. */
    Optional<String> fault() {
        return Optional.ofNullable(fault);
    }

    /** A timer forgets a task that throws. */
    private void lookSafely() {
        try {
            look(config.file().orElseThrow());
        } catch (RuntimeException e) {
            LOG.error("catalogue_not_reloaded", e);
        }
    }

    void look(String file) {
        try {
            Catalogue read = CatalogueFile.load(file);
            if (!read.hash().equals(catalogues.current().hash())) {
                catalogues.replace(read);
                LOG.infof("catalogue_reloaded version=%s", read.hash());
            }
            fault = null;
        } catch (ConfigurationException e) {
            String found = String.valueOf(e.getMessage());
            if (!found.equals(fault)) {
                LOG.errorf("catalogue_broken the old one still counts: %s", found);
            }
            fault = found;
        }
    }
}
