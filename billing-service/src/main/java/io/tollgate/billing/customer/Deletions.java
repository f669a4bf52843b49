package io.tollgate.billing.customer;

import io.tollgate.billing.core.Core;
import io.tollgate.billing.core.CoreAccounts;
import io.tollgate.billing.inbox.Repairs;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Makes good for the event of a customer's deletion where a call of ours finds it out first: what
 * that event does, as far as it is not done yet.
 */
@ApplicationScoped
class Deletions {

    private static final Logger LOG = Logger.getLogger(Deletions.class);

    private static final String CAUSE = "customer_deleted";

    private final Core core;
    private final CoreAccounts accounts;
    private final Repairs repairs;

    Deletions(Core core, CoreAccounts accounts, Repairs repairs) {
        this.core = core;
        this.accounts = accounts;
        this.repairs = repairs;
    }

    /**
     * Looks again at every subscription core holds of a customer that Stripe has deleted, and only
     * then tells core: whoever fails in between finds it out again.
     */
    CustomerFate found(String customer) {
        LOG.infof("customer_deleted_at_stripe customer=%s", customer);
        Optional<List<String>> subscriptions = core.subscriptionsOf(customer);
        if (subscriptions.isEmpty()) {
            return CustomerFate.CORE_AWAY;
        }
        Map<String, String> causes = new LinkedHashMap<>();
        subscriptions.get().forEach(id -> causes.put(id, CAUSE));
        try {
            if (!causes.isEmpty()) {
                repairs.makeDue(causes);
            }
        } catch (SQLException e) {
            LOG.errorf("lanes not made due, database away sqlstate=%s", e.getSQLState());
            return CustomerFate.LATER;
        }
        return accounts.gone(customer) ? CustomerFate.DELETED : CustomerFate.CORE_AWAY;
    }
}
