package io.tollgate.local.stack;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a service's JVM runs.
 *
 * @param jar a {@code quarkus-run.jar}
 * @param flags of the JVM, beside the usual ones
 */
record Program(Path jar, List<String> flags) {

    Program {
        flags = List.copyOf(flags);
    }

    /** The words after {@code java}. */
    List<String> arguments() {
        List<String> arguments = new ArrayList<>(flags);
        arguments.addAll(List.of("-jar", jar.toString()));
        return arguments;
    }
}
