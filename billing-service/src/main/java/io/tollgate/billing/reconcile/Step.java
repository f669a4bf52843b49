package io.tollgate.billing.reconcile;

import java.sql.SQLException;

/** One page of one phase: looks, and changes nothing. */
@FunctionalInterface
interface Step {

    StepResult look(Run run) throws SQLException;
}
