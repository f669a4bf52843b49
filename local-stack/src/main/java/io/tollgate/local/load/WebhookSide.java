package io.tollgate.local.load;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;

/** Posts signed events to the webhook. */
final class WebhookSide implements Side {

    private final HttpLoop loop;

    WebhookSide(URI target, Bodies bodies, String secret) {
        this.loop =
                new HttpLoop(
                        target,
                        () -> {
                            Clock clock = Clock.systemUTC();
                            return new SignedRequest(target, bodies, secret, clock)::next;
                        });
    }

    @Override
    public String name() {
        return "webhook";
    }

    @Override
    public Samples run(int connections, Duration duration) throws IOException {
        return loop.run(connections, duration);
    }
}
