package io.tollgate.billing.console.session;

import io.quarkus.security.ForbiddenException;

/** A form came without the token of its session: it is out of date, or somebody else's. */
public final class StaleForm extends ForbiddenException {

    private static final long serialVersionUID = 1;
}
