package io.tollgate.local.standin.api;

import io.tollgate.local.standin.http.Reply;
import org.jspecify.annotations.Nullable;

/** How far a call got. */
sealed interface Attempt {

    /** Carried out, and answered. */
    record Done(Answer answer) implements Attempt {}

    /** Carried out, but nobody will hear of it. */
    record Lost(Answer answer) implements Attempt {}

    /** Not carried out, and not answered. */
    record Nothing(Reply reply) implements Attempt {}

    /** What its idempotency key is to give from now on. */
    default @Nullable Answer toKeep() {
        return switch (this) {
            case Done done -> done.answer();
            case Lost lost -> lost.answer();
            case Nothing nothing -> null;
        };
    }
}
