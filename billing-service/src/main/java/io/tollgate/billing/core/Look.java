package io.tollgate.billing.core;

/**
 * What came of looking something up at core for a person. Unlike a {@link CoreAnswer} it tells an
 * older core, which has no such address yet, from one that is away: a page shows what it can.
 *
 * @param <T> what was looked for
 */
public sealed interface Look<T> {

    /** There it is. */
    record Seen<T>(T value) implements Look<T> {}

    /** core has no such thing. */
    record Missing<T>() implements Look<T> {}

    /**
     * core says no.
     *
     * @param why a sentence
     */
    record Refused<T>(String why) implements Look<T> {}

    /** core does not offer this: it is older than this version, or the key's scope is another. */
    record Older<T>() implements Look<T> {}

    /** core could not be reached, or is not in order: try again later. */
    record Away<T>() implements Look<T> {}

    /** Of a list, which is there even if it is empty: an address core does not know. */
    default Look<T> ofList() {
        return this instanceof Missing<T> ? new Older<>() : this;
    }

    /** Whether core could not be reached: whatever else is asked now would wait in vain. */
    default boolean isAway() {
        return this instanceof Away<T>;
    }
}
