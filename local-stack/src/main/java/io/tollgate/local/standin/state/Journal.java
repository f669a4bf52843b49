package io.tollgate.local.standin.state;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Where what happens in the world is written down, if somewhere. */
public interface Journal {

    /** Keeps nothing. */
    Journal NONE = line -> {};

    /** Writes one line; it is kept when this returns. */
    void write(ObjectNode line);
}
