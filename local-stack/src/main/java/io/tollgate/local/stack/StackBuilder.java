package io.tollgate.local.stack;

import io.tollgate.local.standin.shape.StripeVersion;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Says how a {@link Stack} differs from the usual one. */
public final class StackBuilder {

    private @Nullable Path directory;
    private @Nullable Ports ports;
    private int billingReplicas = 1;
    private int coreReplicas = 1;
    private boolean fresh;
    private String stripeVersion = "";
    private final Map<String, String> billingEnvironment = new HashMap<>();
    private final Map<String, String> coreEnvironment = new HashMap<>();
    private final Map<String, Program> programs = new HashMap<>();

    StackBuilder() {}

    /** Keeps data, secrets and logs here; without this they are deleted with the stack. */
    public StackBuilder directory(Path directory) {
        this.directory = directory;
        return this;
    }

    /** Fixed ports instead of free ones; they say how many replicas there are. */
    public StackBuilder ports(Ports ports) {
        this.ports = ports;
        return this;
    }

    /**
     * Deletes the databases of earlier runs in the same directory, and what their stand-in knew;
     * keys and secrets stay.
     */
    public StackBuilder fresh(boolean fresh) {
        this.fresh = fresh;
        return this;
    }

    /** How many billing processes share the one billing database. */
    public StackBuilder billingReplicas(int replicas) {
        this.billingReplicas = replicas;
        return this;
    }

    /** The same of core; billing speaks to the first, unless told otherwise. */
    public StackBuilder coreReplicas(int replicas) {
        this.coreReplicas = replicas;
        return this;
    }

    /** One more setting, or another value, for every billing replica. */
    public StackBuilder billingEnv(String name, String value) {
        billingEnvironment.put(name, value);
        return this;
    }

    /** One more setting, or another value, for every replica of core. */
    public StackBuilder coreEnv(String name, String value) {
        coreEnvironment.put(name, value);
        return this;
    }

    /**
     * What every replica of a service runs instead of the jar built in this working copy.
     *
     * @param module {@code billing-service} or {@code core-service}
     * @param jar a {@code quarkus-run.jar}
     * @param flags of the JVM, instead of the usual ones
     */
    public StackBuilder program(String module, Path jar, List<String> flags) {
        programs.put(module, new Program(jar, flags));
        return this;
    }

    /** With the stand-in for Stripe, whose events are in the version billing's SDK speaks. */
    public StackBuilder stripe() {
        return stripe(StripeVersion.DAHLIA);
    }

    /** The same, with its events in another version. */
    public StackBuilder stripe(StripeVersion eventVersion) {
        this.stripeVersion = eventVersion.wire();
        return this;
    }

    /** The stack, with nothing started yet; {@link Stack#close} may come before the start. */
    public Stack build() {
        boolean temporary = directory == null;
        return new Stack(
                directory == null ? Stack.temporaryDirectory() : directory,
                temporary,
                ports == null ? Ports.free(billingReplicas, coreReplicas) : ports,
                new Stack.Settings(
                        Map.copyOf(billingEnvironment),
                        Map.copyOf(coreEnvironment),
                        fresh,
                        stripeVersion,
                        Map.copyOf(programs)));
    }

    /** Builds it and starts it. */
    public Stack start() {
        return build().start();
    }
}
