package io.tollgate.core.plan;

import jakarta.enterprise.context.ApplicationScoped;

/** Puts another catalogue in force, for tests outside this package. */
@ApplicationScoped
public class CatalogueSwitch {

    private final Catalogues catalogues;
    private final CatalogueStore store;

    CatalogueSwitch(Catalogues catalogues, CatalogueStore store) {
        this.catalogues = catalogues;
        this.store = store;
    }

    /** The sample with one part changed comes into force in another replica, and not in this. */
    public void changeElsewhere(String part, String replacement) {
        store.loaded(TestCatalogue.parse(TestCatalogue.sampleText().replace(part, replacement)));
    }

    /** The sample catalogue with one part changed. */
    public void change(String part, String replacement) {
        catalogues.replace(
                TestCatalogue.parse(TestCatalogue.sampleText().replace(part, replacement)));
    }

    /** The sample catalogue as it is. */
    public void sample() {
        if (!catalogues.current().hash().equals(TestCatalogue.sample().hash())) {
            catalogues.replace(TestCatalogue.sample());
        }
    }
}
