package io.tollgate.core.plan;

import jakarta.enterprise.context.ApplicationScoped;

/** The catalogue that counts now. Whoever decides asks once and keeps to the answer. */
@ApplicationScoped
public class Catalogues {

    private volatile Catalogue current;

    Catalogues(Catalogue atStart) {
        this.current = atStart;
    }

    /** The one in force. */
    public Catalogue current() {
        return current;
    }

    void replace(Catalogue next) {
        current = next;
    }
}
