package io.tollgate.local.load;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Takes or checks over HTTP, for some users in turn. */
final class QuotaSide implements Side {

    private final String name;
    private final HttpLoop loop;

    QuotaSide(String name, URI target, String apiKey, List<String> users, AtomicLong count) {
        this.name = name;
        this.loop = new HttpLoop(target, () -> new QuotaRequests(target, apiKey, users, count));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Samples run(int connections, Duration duration) throws IOException {
        return loop.run(connections, duration);
    }
}
