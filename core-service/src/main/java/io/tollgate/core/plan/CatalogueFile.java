package io.tollgate.core.plan;

import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** Loads the catalogue at start, and stops the start with every error if it is not sound. */
final class CatalogueFile {

    CatalogueFile() {}

    @Produces
    @Singleton
    @Startup
    static Catalogue load(CatalogueConfig config) {
        return load(
                config.file()
                        .orElseThrow(
                                () ->
                                        new ConfigurationException(
                                                "CATALOGUE_FILE is not set: it is the path of"
                                                        + " catalogue.yaml")));
    }

    static Catalogue load(String file) {
        return switch (CatalogueParser.parse(read(file))) {
            case CatalogueResult.Valid(Catalogue catalogue) -> catalogue;
            case CatalogueResult.Invalid(var errors) ->
                    throw new ConfigurationException(
                            errors.stream()
                                    .map(error -> file + " " + error)
                                    .collect(
                                            Collectors.joining(
                                                    "\n  ",
                                                    "CATALOGUE_FILE is not valid:\n  ",
                                                    "")));
        };
    }

    private static String read(String file) {
        try {
            Path path = Path.of(file);
            if (Files.size(path) > YamlReader.MAX_CHARACTERS) {
                throw new ConfigurationException(
                        "CATALOGUE_FILE is over 1 MiB, which no catalogue needs: " + file);
            }
            return Files.readString(path);
        } catch (CharacterCodingException e) {
            throw new ConfigurationException("CATALOGUE_FILE is not UTF-8: " + file);
        } catch (IOException e) {
            throw new ConfigurationException("CATALOGUE_FILE cannot be read: " + file);
        }
    }
}
