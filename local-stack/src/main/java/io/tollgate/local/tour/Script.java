package io.tollgate.local.tour;

import java.io.IOException;
import java.util.List;

/**
 * One story: its steps, and how core is asked after each.
 *
 * @param heading what stands above it
 * @param userId whose story it is
 * @param question asks core
 * @param unknown what stands for no answer
 */
record Script(Heading heading, String userId, List<Step> steps, Question question, Seen unknown) {

    /** Asks core what it says now. */
    @FunctionalInterface
    interface Question {
        Seen ask() throws IOException;
    }
}
