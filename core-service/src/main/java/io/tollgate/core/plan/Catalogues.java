package io.tollgate.core.plan;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** The catalogue that counts now. Whoever decides asks once and keeps to the answer. */
@ApplicationScoped
public class Catalogues {

    private final CatalogueStore store;
    private volatile Catalogue current;

    Catalogues(Catalogue atStart, CatalogueStore store) {
        this.current = atStart;
        this.store = store;
    }

    void start(@Observes StartupEvent event) {
        store.loaded(current);
    }

    /** The one in force. */
    public Catalogue current() {
        return current;
    }

    /** Puts another one in force; it is kept before anything is decided by it. */
    void replace(Catalogue next) {
        store.loaded(next);
        current = next;
    }
}
