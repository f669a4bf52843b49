package io.tollgate.local.standin.books;

import io.tollgate.local.standin.state.Doc;
import io.tollgate.local.standin.wire.Params;

/** Metadata is merged key by key; an empty value takes a key out, an empty hash all of them. */
public final class Metadata {

    private Metadata() {}

    public static void merge(Doc object, Params params) {
        if (params.clears("metadata")) {
            object.metadata().removeAll();
        }
        params.map("metadata")
                .forEach(
                        (key, value) -> {
                            if (value.isEmpty()) {
                                object.metadata().remove(key);
                            } else {
                                object.metadata().put(key, value);
                            }
                        });
    }
}
