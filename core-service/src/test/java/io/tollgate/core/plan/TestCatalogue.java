package io.tollgate.core.plan;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Catalogues for tests outside this package. */
public final class TestCatalogue {

    private TestCatalogue() {}

    /** The sample catalogue that comes with the service. */
    public static Catalogue sample() {
        return CatalogueFile.load("catalogue.yaml");
    }

    /** The text of it, for tests that change a part. */
    public static String sampleText() {
        try {
            return Files.readString(Path.of("catalogue.yaml"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One from its text. */
    public static Catalogue parse(String text) {
        return switch (CatalogueParser.parse(text)) {
            case CatalogueResult.Valid(Catalogue catalogue) -> catalogue;
            case CatalogueResult.Invalid(var errors) ->
                    throw new IllegalArgumentException(errors.toString());
        };
    }
}
