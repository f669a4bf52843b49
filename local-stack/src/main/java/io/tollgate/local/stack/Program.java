package io.tollgate.local.stack;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a service's JVM runs.
 *
 * @param jar a {@code quarkus-run.jar}
 * @param flags of the JVM
 */
record Program(Path jar, List<String> flags) {

    /** A local stack shares its machine with an IDE, a browser and PostgreSQL. */
    static final String MAX_HEAP = "-Xmx512m";

    Program {
        flags = List.copyOf(flags);
    }

    /** With the usual flags. */
    static Program of(Path jar) {
        return new Program(jar, List.of(MAX_HEAP));
    }

    /** The words after {@code java}. */
    List<String> arguments() {
        List<String> arguments = new ArrayList<>(flags);
        arguments.addAll(List.of("-jar", jar.toString()));
        return arguments;
    }
}
