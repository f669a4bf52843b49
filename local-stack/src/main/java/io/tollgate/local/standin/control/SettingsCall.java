package io.tollgate.local.standin.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.local.standin.books.AccountSettings;
import io.tollgate.local.standin.wire.Json;
import java.util.ArrayList;
import java.util.List;

/** Changes the merchant's settings that are named, and shows all of them. */
final class SettingsCall {

    private static final String DUNNING_END = "dunning_end";
    private static final String DRAFT = "draft_seconds";
    private static final String PROCESSING = "processing_seconds";
    private static final String INVOICE_INTENTS = "invoice_intents";
    private static final String RETRY_DAYS = "retry_days";

    private SettingsCall() {}

    static ObjectNode apply(AccountSettings settings, ObjectNode wanted) {
        if (wanted.has(DUNNING_END)) {
            settings.dunningEnd(wanted.get(DUNNING_END).asText());
        }
        if (wanted.has(DRAFT)) {
            settings.draftSeconds(wanted.get(DRAFT).asLong(-1));
        }
        if (wanted.has(PROCESSING)) {
            settings.processingSeconds(wanted.get(PROCESSING).asLong(-1));
        }
        if (wanted.has(INVOICE_INTENTS)) {
            settings.invoiceIntents(wanted.get(INVOICE_INTENTS).asBoolean());
        }
        if (wanted.has(RETRY_DAYS)) {
            List<Integer> days = new ArrayList<>();
            wanted.get(RETRY_DAYS).forEach(day -> days.add(day.asInt()));
            settings.retryDays(days);
        }
        return show(settings);
    }

    private static ObjectNode show(AccountSettings settings) {
        ObjectNode json = Json.object().put(DUNNING_END, settings.dunningEnd());
        json.put(DRAFT, settings.draftSeconds());
        json.put(PROCESSING, settings.processingSeconds());
        json.put(INVOICE_INTENTS, settings.invoiceIntents());
        settings.retryDays().forEach(json.putArray(RETRY_DAYS)::add);
        return json;
    }
}
