package io.tollgate.local.standin.shape;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Which fields an object has in which versions; a field that is not listed is in all of them. */
final class FieldHistory {

    /**
     * One line of the table.
     *
     * @param object such as {@code subscription}
     * @param parent the nested object that holds the field; empty for the object itself
     */
    private record Entry(
            String object, String parent, String field, StripeVersion first, StripeVersion last) {

        boolean isHiddenIn(StripeVersion version) {
            return version.compareTo(first) < 0 || version.compareTo(last) > 0;
        }
    }

    private final List<Entry> entries;

    private FieldHistory(List<Entry> entries) {
        this.entries = entries;
    }

    /** The table beside this class. */
    static FieldHistory load() {
        try (InputStream in = FieldHistory.class.getResourceAsStream("fields.txt")) {
            if (in == null) {
                throw new IllegalStateException("no fields.txt");
            }
            return new FieldHistory(
                    new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                            .lines()
                            .filter(line -> !line.isBlank() && !line.startsWith("#"))
                            .map(FieldHistory::entry)
                            .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Entry entry(String line) {
        String[] words = line.strip().split("\\s+");
        String[] owner = words[0].split("/");
        String[] path = owner[owner.length - 1].split("\\.");
        boolean dotted = owner.length == 2;
        boolean nested = !dotted && path.length == 3;
        return new Entry(
                dotted ? owner[0] : path[0],
                nested ? path[1] : "",
                path[path.length - 1],
                version(words[1], StripeVersion.V2020_08_27),
                version(words[2], StripeVersion.ENDIVE));
    }

    private static StripeVersion version(String word, StripeVersion open) {
        return word.equals("-")
                ? open
                : StripeVersion.of(word)
                        .orElseThrow(() -> new IllegalStateException("no version " + word));
    }

    /** Takes out of an object what its version does not have. */
    void trim(ObjectNode node, String object, StripeVersion version) {
        for (Entry entry : entries) {
            if (entry.object().equals(object) && entry.isHiddenIn(version)) {
                if (entry.parent().isEmpty()) {
                    node.remove(entry.field());
                } else if (node.get(entry.parent()) instanceof ObjectNode nested) {
                    nested.remove(entry.field());
                }
            }
        }
    }
}
