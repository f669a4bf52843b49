package io.tollgate.core.quota;

import io.tollgate.contracts.problem.FieldChecks;

/** Reads how much of a list is wanted. */
final class PageSize {

    private PageSize() {}

    static int parse(String text, int max, FieldChecks checks) {
        int size = text.matches("[0-9]{1,6}") ? Integer.parseInt(text) : 0;
        if (size < 1 || size > max) {
            checks.refuse("limit", "must be a whole number from 1 to " + max);
        }
        return size;
    }
}
