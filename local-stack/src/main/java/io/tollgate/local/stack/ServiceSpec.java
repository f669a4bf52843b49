package io.tollgate.local.stack;

import java.nio.file.Path;
import java.util.Map;

/**
 * What it takes to start one service process.
 *
 * @param name short, unique within the stack; names the log as well
 * @param jar the production jar
 * @param ports where it listens
 * @param environment all its settings; nothing else reaches it but the few variables every JVM
 *     needs
 */
record ServiceSpec(String name, Path jar, Ports.Pair ports, Map<String, String> environment) {

    ServiceSpec {
        environment = Map.copyOf(environment);
    }
}
