package io.tollgate.local.standin;

import java.security.SecureRandom;
import java.util.List;

/** Runs the stand-in as a process of its own, until it is stopped by a signal. */
public final class StandInMain {

    /** Where it listens if nobody says otherwise. */
    public static final int DEFAULT_PORT = 12_111;

    /** A key that nobody takes for a real one. */
    public static final String DEFAULT_KEY = "sk_test_standin";

    private static final int USAGE = 2;

    private StandInMain() {}

    public static void main(String[] arguments) {
        try {
            StandInOptions options = StandInOptions.parse(List.of(arguments));
            Settings settings = options.settings(new SecureRandom().nextInt(Integer.MAX_VALUE));
            StandIn standIn = StandIn.start(settings);
            options.hook().ifPresent(standIn::register);
            standIn.resend();
            standIn.faults().merge(options.faults());
            System.out.printf(
                    "Stripe's stand-in is ready at %s, seed %d%n", standIn.url(), settings.seed());
        } catch (IllegalArgumentException e) {
            System.err.println("stand-in: " + e.getMessage());
            System.exit(USAGE);
        }
    }
}
