package io.tollgate.local.standin.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * An object of Stripe's as JSON in its newest shape, with the accessors its kind needs. Fields that
 * begin with an underscore are the stand-in's own and are never shown.
 */
public abstract class Doc {

    /** Whose events its own go with, one after the other, if not its customer's. */
    public static final String STREAM = "_stream";

    private final ObjectNode json;

    protected Doc(ObjectNode json) {
        this.json = json;
    }

    public final ObjectNode json() {
        return json;
    }

    /** As it is now, to compare with later. */
    public final ObjectNode copy() {
        return json.deepCopy();
    }

    public final String id() {
        return json.path("id").asText();
    }

    public final long created() {
        return json.path("created").asLong();
    }

    public final String text(String field) {
        return json.path(field).asText("");
    }

    /** Empty text is kept as null, as Stripe does. */
    public final void text(String field, @Nullable String value) {
        json.put(field, value == null || value.isEmpty() ? null : value);
    }

    public final @Nullable Long number(String field) {
        JsonNode value = json.path(field);
        return value.isIntegralNumber() ? Long.valueOf(value.asLong()) : null;
    }

    public final long amount(String field) {
        return json.path(field).asLong();
    }

    public final void number(String field, @Nullable Long value) {
        json.put(field, value);
    }

    public final boolean flag(String field) {
        return json.path(field).asBoolean();
    }

    public final void flag(String field, boolean value) {
        json.put(field, value);
    }

    public final ObjectNode metadata() {
        return json.withObject("/metadata");
    }
}
