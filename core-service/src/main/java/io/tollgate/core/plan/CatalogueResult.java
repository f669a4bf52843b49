package io.tollgate.core.plan;

import java.util.List;

/** What reading a catalogue file came to. */
sealed interface CatalogueResult {

    record Valid(Catalogue catalogue) implements CatalogueResult {}

    /** Everything wrong with it, in the order of the file; never empty. */
    record Invalid(List<CatalogueError> errors) implements CatalogueResult {}
}
