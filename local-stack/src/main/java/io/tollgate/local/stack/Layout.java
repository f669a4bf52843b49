package io.tollgate.local.stack;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where things lie in the working copy: this module's own place tells the rest. */
public final class Layout {

    private Layout() {}

    /** The working copy: both {@code target/local-stack.jar} and {@code target/classes} know it. */
    public static Path root() {
        try {
            Path here =
                    Path.of(
                            Layout.class
                                    .getProtectionDomain()
                                    .getCodeSource()
                                    .getLocation()
                                    .toURI());
            return here.resolve("../../..").normalize();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Where {@code ./run} keeps its data, secrets and logs. */
    public static Path localDirectory() {
        return root().resolve(".local");
    }

    static Path catalogue() {
        return root().resolve("core-service/catalogue.yaml");
    }

    /** Where the build puts a service with all it needs. */
    public static Path application(String module) {
        return root().resolve(module).resolve("target/quarkus-app");
    }

    static Path jar(String module) {
        Path jar = application(module).resolve("quarkus-run.jar");
        if (!Files.isRegularFile(jar)) {
            throw new StackException(
                    module + " is not built: run mvn -DskipTests package, or use ./run");
        }
        return jar;
    }
}
