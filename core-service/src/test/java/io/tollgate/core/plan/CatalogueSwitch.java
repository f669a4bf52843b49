package io.tollgate.core.plan;

import jakarta.enterprise.context.ApplicationScoped;

/** Puts another catalogue in force, for tests outside this package. */
@ApplicationScoped
public class CatalogueSwitch {

    private final Catalogues catalogues;

    CatalogueSwitch(Catalogues catalogues) {
        this.catalogues = catalogues;
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
