package io.tollgate.billing.console.overview;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.OptionalLong;

/** How many payments do not fit their order and wait for a person. */
@ApplicationScoped
class Reviews {

    /** Empty if core cannot be asked. */
    OptionalLong count() {
        return OptionalLong.empty();
    }
}
