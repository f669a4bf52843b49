package io.tollgate.billing.reconcile;

import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/** Which of some lanes a run has reported already: a dry run tells of each once. */
@FunctionalInterface
interface Reported {

    Set<String> of(Run run, List<String> lanes) throws SQLException;
}
