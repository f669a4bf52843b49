package io.tollgate.local.standin.api;

import io.tollgate.local.standin.state.Doc;
import io.tollgate.local.standin.state.Table;
import io.tollgate.local.standin.wire.Refusal;

/** Looks up what a path names. */
final class Find {

    private Find() {}

    static <T extends Doc> T in(Table<T> table, String id) {
        return table.find(id).orElseThrow(() -> Refusal.notFound(table.kind(), id));
    }
}
