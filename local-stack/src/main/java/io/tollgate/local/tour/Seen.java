package io.tollgate.local.tour;

import java.util.List;

/** What core says after a step, one word for each of the table's columns. */
sealed interface Seen permits Allowed, Money {

    /** The words, in the columns' order. */
    List<String> cells();
}
