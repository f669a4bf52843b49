package io.tollgate.local.standin.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.local.standin.http.Reply;
import io.tollgate.local.standin.wire.Json;
import java.util.Map;
import java.util.TreeMap;

/** Which calls came in, and how they were answered. */
public final class Calls {

    private final Map<String, Long> byName = new TreeMap<>();
    private long total;

    synchronized void count(String name, Reply reply) {
        String how =
                switch (reply) {
                    case Reply.Message message -> Integer.toString(message.status());
                    case Reply.Reset reset -> "reset";
                    case Reply.HangUp hangUp -> "timeout";
                };
        byName.merge(name + " " + how, 1L, Long::sum);
        total++;
    }

    public synchronized void reset() {
        byName.clear();
        total = 0;
    }

    public synchronized ObjectNode render() {
        ObjectNode json = Json.object().put("total", total);
        ObjectNode by = json.putObject("by");
        byName.forEach(by::put);
        return json;
    }
}
