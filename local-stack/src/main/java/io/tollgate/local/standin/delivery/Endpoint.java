package io.tollgate.local.standin.delivery;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.local.standin.shape.StripeVersion;
import io.tollgate.local.standin.wire.Json;
import io.tollgate.local.stripe.StripeSignature;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A webhook endpoint: where to, which events, in which version, signed with which secrets. Used
 * under its own lock: calls change it while attempts read it.
 */
public final class Endpoint {

    private record Secret(String value, long validUntil) {}

    private final String id;
    private final StripeVersion version;
    private final long created;
    private final List<Secret> secrets = new ArrayList<>();
    private final ObjectNode metadata = Json.object();
    private URI url;
    private List<String> enabledEvents;
    private String description = "";
    private boolean enabled = true;

    public Endpoint(String id, URI url, List<String> events, StripeVersion version, long created) {
        this.id = id;
        this.url = url;
        this.enabledEvents = List.copyOf(events);
        this.version = version;
        this.created = created;
    }

    public String id() {
        return id;
    }

    public StripeVersion version() {
        return version;
    }

    synchronized URI url() {
        return url;
    }

    public synchronized void url(URI newUrl) {
        url = newUrl;
    }

    public synchronized void enabledEvents(List<String> events) {
        enabledEvents = List.copyOf(events);
    }

    public synchronized void enabled(boolean on) {
        enabled = on;
    }

    public synchronized void description(String text) {
        description = text;
    }

    public synchronized void metadata(String key, String value) {
        metadata.put(key, value);
    }

    /** Whether an event of this type is to be sent here. */
    synchronized boolean wants(String type) {
        return enabled && (enabledEvents.contains("*") || enabledEvents.contains(type));
    }

    synchronized boolean isEnabled() {
        return enabled;
    }

    /** A new secret; the ones before stay good until then. */
    public synchronized void secret(String value, long oldOnesUntil) {
        secrets.replaceAll(
                old -> new Secret(old.value(), Math.min(old.validUntil(), oldOnesUntil)));
        secrets.add(new Secret(value, Long.MAX_VALUE));
    }

    /** The newest secret. */
    public synchronized String secret() {
        return secrets.getLast().value();
    }

    /** One {@code v1} for each secret that is good at that moment of the stand-in's clock. */
    synchronized String signature(byte[] body, long now, long systemSeconds) {
        return secrets.reversed().stream()
                .filter(secret -> now < secret.validUntil())
                .map(secret -> new StripeSignature(secret.value()).v1(body, systemSeconds))
                .collect(Collectors.joining(",v1=", "t=" + systemSeconds + ",v1=", ""));
    }

    /** As Stripe shows it; the secret is only told when it is created. */
    public synchronized ObjectNode render() {
        ObjectNode json = Json.object().put("id", id).put("object", "webhook_endpoint");
        json.put("api_version", version.wire()).putNull("application").put("created", created);
        json.put("description", description.isEmpty() ? null : description);
        ArrayNode events = json.putArray("enabled_events");
        enabledEvents.forEach(events::add);
        json.put("livemode", false).set("metadata", metadata.deepCopy());
        return json.put("status", enabled ? "enabled" : "disabled").put("url", url.toString());
    }
}
