package io.tollgate.local.standin;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Faults as one types them: {@code drop=0.5}, {@code delay_ms=300}, {@code same_second=true}. */
public final class FaultWords {

    private FaultWords() {}

    /** Adds one; throws {@link IllegalArgumentException} if it is not a name and a value. */
    public static void put(ObjectNode faults, String word) {
        String[] sides = word.split("=", 2);
        if (sides.length != 2) {
            throw new IllegalArgumentException("a fault is written name=value, not " + word);
        }
        String value = sides[1];
        if (value.equals("true") || value.equals("false")) {
            faults.put(sides[0], value.equals("true"));
        } else if (value.matches("\\d{1,18}")) {
            faults.put(sides[0], Long.parseLong(value));
        } else if (value.matches("\\d?\\.\\d{1,9}")) {
            faults.put(sides[0], Double.parseDouble(value));
        } else {
            throw new IllegalArgumentException("not a value of a fault: " + word);
        }
    }
}
