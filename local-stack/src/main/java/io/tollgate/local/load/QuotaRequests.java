package io.tollgate.local.load;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Writes the requests of one connection: takes under new keys, or checks, for one user each. */
final class QuotaRequests implements HttpLoop.Requests {

    private final URI target;
    private final String apiKey;
    private final List<String> users;
    private final AtomicLong count;
    private final boolean takes;

    /**
     * One connection's requests.
     *
     * @param target {@code …/internal/quota/consume} or {@code …/check}
     * @param users taken in turn, over all connections
     * @param count counts the requests, and makes keys distinct
     */
    QuotaRequests(URI target, String apiKey, List<String> users, AtomicLong count) {
        this.target = target;
        this.apiKey = apiKey;
        this.users = users;
        this.count = count;
        this.takes = target.getPath().endsWith("consume");
    }

    @Override
    public ByteBuffer next() {
        long number = count.getAndIncrement();
        String user = users.get((int) (number % users.size()));
        String body = takes ? take(user) : check(user);
        String request =
                "POST "
                        + target.getPath()
                        + " HTTP/1.1\r\nHost: "
                        + target.getAuthority()
                        + "\r\nX-API-Key: "
                        + apiKey
                        + "\r\nContent-Type: application/json\r\n"
                        + (takes ? "Idempotency-Key: load-" + number + "\r\n" : "")
                        + "Content-Length: "
                        + body.length()
                        + "\r\n\r\n"
                        + body;
        return ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII));
    }

    private static String take(String user) {
        return "{\"user_id\":\""
                + user
                + "\",\"items\":[{\"resource\":\"storage_bytes\",\"amount\":1}]}";
    }

    private static String check(String user) {
        return "{\"user_id\":\"" + user + "\",\"resource\":\"storage_bytes\",\"amount\":1}";
    }
}
