package io.tollgate.billing.core;

import io.tollgate.contracts.account.Account;
import io.tollgate.contracts.account.AccountLink;
import io.tollgate.contracts.plan.PlanOffer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Whose customer is whose, and what can be bought, as core knows it. */
@ApplicationScoped
public class CoreAccounts {

    private final CoreAccountApi accounts;
    private final CorePlanApi plans;

    CoreAccounts(@RestClient CoreAccountApi accounts, @RestClient CorePlanApi plans) {
        this.accounts = accounts;
        this.plans = plans;
    }

    /** The user's customer; refused as not_found if there is none. */
    public CoreAnswer<Account> of(String userId) {
        return Asked.of(() -> accounts.get(userId));
    }

    /** Links a user to a customer; refused as account_conflict if one is linked otherwise. */
    public CoreAnswer<Account> link(String userId, String customerId) {
        return Asked.of(
                () -> {
                    try (Response response = accounts.link(userId, AccountLink.to(customerId))) {
                        return response.readEntity(Account.class);
                    }
                });
    }

    /**
     * Tells core that Stripe has deleted a customer. An older core that cannot take it in has
     * nothing to be told.
     *
     * @return false if core cannot be reached: later
     */
    public boolean gone(String customerId) {
        Look<Boolean> told =
                Asked.look(
                        () -> {
                            accounts.gone(customerId);
                            return true;
                        });
        return switch (told) {
            case Look.Seen<Boolean> _, Look.Missing<Boolean> _, Look.Refused<Boolean> _ -> true;
            case Look.Older<Boolean> _, Look.Away<Boolean> _ -> false;
        };
    }

    /** Users who are to have a customer. */
    public CoreAnswer<List<String>> wishes(int limit) {
        return Asked.of(() -> accounts.wishes(Integer.toString(limit)));
    }

    /** A plan and its prices; refused as not_found if there is none. */
    public CoreAnswer<PlanOffer> plan(String plan) {
        return Asked.of(() -> plans.get(plan));
    }
}
