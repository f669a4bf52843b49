package io.tollgate.local.standin.state;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Something for sale. */
public final class Product extends Doc {

    public Product(ObjectNode json) {
        super(json);
    }
}
