package io.tollgate.local.tour;

import java.io.IOException;

/**
 * One step of the tour.
 *
 * @param label in the reader's words
 * @param call what is called, and where
 * @param act does it, and gives the status of the answer
 * @param expected what must hold afterwards
 */
record Step(String label, String call, Act act, Expectation expected) {

    /** Does something to the running stack. */
    @FunctionalInterface
    interface Act {
        int perform() throws IOException;
    }
}
