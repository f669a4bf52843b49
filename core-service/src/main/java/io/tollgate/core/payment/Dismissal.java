package io.tollgate.core.payment;

import java.util.Collection;
import java.util.Set;

/**
 * What an operator has decided, checked.
 *
 * @param seen the reasons as the operator saw them
 * @param note why
 * @param by the operator
 */
record Dismissal(Set<String> seen, String note, String by) {

    boolean saw(Collection<String> reasons) {
        return seen.equals(Set.copyOf(reasons));
    }
}
