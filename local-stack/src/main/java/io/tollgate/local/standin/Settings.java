package io.tollgate.local.standin;

import io.tollgate.local.standin.delivery.RetryPolicy;
import io.tollgate.local.standin.shape.StripeVersion;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How a stand-in is started.
 *
 * @param address where it listens: the loopback interface, unless it has a machine of its own
 * @param port 0 for a free one
 * @param apiKey the secret key that calls must carry
 * @param accountVersion what is spoken where nobody asks for a version
 * @param seed of ids and faults
 * @param retry when a failed delivery is tried again
 * @param books the file that its state is kept in; empty for none, and all is forgotten at the end
 */
public record Settings(
        InetAddress address,
        int port,
        String apiKey,
        StripeVersion accountVersion,
        long seed,
        RetryPolicy retry,
        Optional<Path> books) {

    /** Nobody but this machine. */
    static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

    /** Soon enough that nobody waits, and longer than a hiccup. */
    static final Duration RETRY_FIRST = Duration.ofMillis(500);

    /** An outage of minutes costs few attempts, and is noticed to be over soon. */
    static final Duration RETRY_MOST = Duration.ofSeconds(10);

    /** A free port, the usual retries and the version that stripe-java speaks. */
    public static Settings of(String apiKey, long seed) {
        return new Settings(
                LOOPBACK,
                0,
                apiKey,
                StripeVersion.DAHLIA,
                seed,
                new RetryPolicy(RETRY_FIRST, RETRY_MOST),
                Optional.empty());
    }
}
