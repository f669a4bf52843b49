package io.tollgate.local.standin.delivery;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.local.standin.wire.Json;
import java.util.Map;
import java.util.TreeMap;

/** What has become of all deliveries so far. */
final class Counts {

    private long delivered;
    private long dropped;
    private long givenUp;
    private long attempts;
    private final Map<String, Long> answers = new TreeMap<>();

    synchronized void delivered() {
        delivered++;
    }

    synchronized void dropped() {
        dropped++;
    }

    synchronized void givenUp() {
        givenUp++;
    }

    /** Status 0 stands for no answer. */
    synchronized void attempt(int status) {
        attempts++;
        answers.merge(Integer.toString(status), 1L, Long::sum);
    }

    synchronized ObjectNode render(int pending) {
        ObjectNode json = Json.object().put("pending", pending).put("delivered", delivered);
        json.put("dropped", dropped).put("given_up", givenUp).put("attempts", attempts);
        ObjectNode byStatus = json.putObject("answers");
        answers.forEach(byStatus::put);
        return json;
    }
}
