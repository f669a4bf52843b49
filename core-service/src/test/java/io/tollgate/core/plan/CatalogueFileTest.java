package io.tollgate.core.plan;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The start is refused in words an operator can act on. */
class CatalogueFileTest {

    @TempDir Path folder;

    @Test
    void theOneOfTheExampleInstallationIsRight() {
        assertThatCode(
                        () ->
                                CatalogueFile.load(
                                        "../deploy/kubernetes/overlays/example/catalogue.yaml"))
                .doesNotThrowAnyException();
    }

    @Test
    void aMissingFileIsNamedWithItsSetting() {
        assertThatThrownBy(() -> CatalogueFile.load(folder.resolve("none.yaml").toString()))
                .hasMessageContaining("CATALOGUE_FILE cannot be read")
                .hasMessageContaining("none.yaml");
    }

    @Test
    void aFaultIsNamedWithFileAndLine() throws IOException {
        String text = "# one line more\n" + TestCatalogue.sampleText().replace("P4D", "soon");
        Path file = Files.writeString(folder.resolve("plans.yaml"), text);
        long line = text.substring(0, text.indexOf("soon")).lines().count();

        assertThatThrownBy(() -> CatalogueFile.load(file.toString()))
                .hasMessageContaining("CATALOGUE_FILE is not valid")
                .hasMessageContaining("plans.yaml line " + line + ", column 17: 'soon' is not");
    }

    @Test
    void bytesThatAreNoTextAreRefused() throws IOException {
        Path file = Files.write(folder.resolve("plans.yaml"), new byte[] {(byte) 0xC3, 0x28});

        assertThatThrownBy(() -> CatalogueFile.load(file.toString()))
                .hasMessageContaining("CATALOGUE_FILE is not UTF-8");
    }
}
