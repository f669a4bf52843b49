package io.tollgate.local.stack;

import java.util.List;
import java.util.Map;

/**
 * What it takes to start one service process.
 *
 * @param name short, unique within the stack; names the log as well
 * @param program what Java is to run: {@code -jar} and the production jar, or a class
 * @param ports where it listens
 * @param health the path at its management interface that says whether it is ready
 * @param environment all its settings; nothing else reaches it but the few variables every JVM
 *     needs
 */
record ServiceSpec(
        String name,
        List<String> program,
        Ports.Pair ports,
        String health,
        Map<String, String> environment) {

    /** Where Quarkus answers. */
    static final String QUARKUS_HEALTH = "/q/health/ready";

    ServiceSpec {
        program = List.copyOf(program);
        environment = Map.copyOf(environment);
    }

    /** The same with another program. */
    ServiceSpec running(Program other) {
        return new ServiceSpec(name, other.arguments(), ports, health, environment);
    }
}
