package io.tollgate.local.standin.delivery;

import io.tollgate.local.standin.fault.Faults;
import io.tollgate.local.stripe.StripeSignature;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Posts a body to an endpoint once, signed now by the system's clock, as the receiver checks. */
final class Sender implements AutoCloseable {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    /** Stripe does not publish its own; receivers are told to answer well below it. */
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private static final int NO_ANSWER = 0;
    private static final long MILLIS = 1000;

    private final HttpClient client =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(CONNECT_TIMEOUT)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .build();

    private final Faults faults;
    private final Clock system;
    private final LongSupplier now;

    /**
     * A sender.
     *
     * @param now the stand-in's clock, by which a rolled secret runs out
     */
    Sender(Faults faults, Clock system, LongSupplier now) {
        this.faults = faults;
        this.system = system;
        this.now = now;
    }

    /** The status of the answer; 0 if there was none. */
    int send(Endpoint endpoint, byte[] body) {
        if (faults.receiverIsOut()) {
            return NO_ANSWER;
        }
        long seconds = system.millis() / MILLIS;
        HttpRequest request =
                HttpRequest.newBuilder(endpoint.url())
                        .timeout(TIMEOUT)
                        .header("Content-Type", "application/json; charset=utf-8")
                        .header("User-Agent", "Stripe/1.0 (+https://stripe.com/docs/webhooks)")
                        .header("Accept", "*/*; q=0.5, application/xml")
                        .header("Cache-Control", "no-cache")
                        .header(
                                StripeSignature.HEADER,
                                endpoint.signature(body, now.getAsLong(), seconds))
                        .POST(BodyPublishers.ofByteArray(body))
                        .build();
        try {
            HttpResponse<Void> response = client.send(request, BodyHandlers.discarding());
            return response.statusCode();
        } catch (IOException e) {
            return NO_ANSWER;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return NO_ANSWER;
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
