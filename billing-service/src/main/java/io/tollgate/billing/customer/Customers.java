package io.tollgate.billing.customer;

import io.tollgate.billing.core.CoreAccounts;
import io.tollgate.billing.core.CoreAnswer;
import io.tollgate.billing.stripe.Deadline;
import io.tollgate.billing.stripe.StripeAnswer;
import io.tollgate.billing.stripe.StripeCustomers;
import io.tollgate.billing.stripe.StripeKeys;
import io.tollgate.billing.stripe.StripeReply;
import io.tollgate.contracts.account.Account;
import io.tollgate.contracts.problem.ProblemCode;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Makes the one Stripe customer of a user where there is none, or where Stripe has deleted it. Who
 * is linked to whom is core's to say: if two are made at once all the same, the first that core
 * links is the user's, and nobody ever uses the other.
 */
@ApplicationScoped
public class Customers {

    private static final Logger LOG = Logger.getLogger(Customers.class);

    private final CoreAccounts accounts;
    private final Installation installation;
    private final Deletions deletions;

    Customers(CoreAccounts accounts, Installation installation, Deletions deletions) {
        this.accounts = accounts;
        this.installation = installation;
        this.deletions = deletions;
    }

    /** The user's customer, made if there is none. */
    public CustomerResult of(String userId, StripeCustomers stripe, Deadline deadline) {
        return switch (accounts.of(userId)) {
            case CoreAnswer.Ok<Account>(Account account) ->
                    Boolean.TRUE.equals(account.gone())
                            ? make(
                                    userId,
                                    ":" + StripeKeys.hash(account.customerId()),
                                    stripe,
                                    deadline)
                            : new CustomerResult.Customer(account.customerId());
            case CoreAnswer.Refused<Account> refused when isUnlinked(refused) ->
                    make(userId, "", stripe, deadline);
            case CoreAnswer.Refused<Account> _, CoreAnswer.Away<Account>() ->
                    new CustomerResult.CoreAway();
        };
    }

    /**
     * Another customer for a user whose own is missing at Stripe. Stripe is asked about it once:
     * only if it says that it has deleted it, core is told, and another one is made.
     *
     * @return empty if the user keeps the customer
     */
    public Optional<CustomerResult> insteadOf(
            String missing, String userId, StripeCustomers stripe, Deadline deadline) {
        return switch (fate(missing, stripe, deadline)) {
            case DELETED -> {
                CustomerResult result = of(userId, stripe, deadline);
                // An older core cannot be told.
                yield Optional.of(result)
                        .filter(other -> !other.equals(new CustomerResult.Customer(missing)));
            }
            case KEPT -> Optional.empty();
            case CORE_AWAY -> Optional.of(new CustomerResult.CoreAway());
            case LATER -> Optional.of(new CustomerResult.Later());
        };
    }

    /**
     * What became of a customer that Stripe says is missing. Stripe is asked about it once; if it
     * has deleted it, core is told, and its subscriptions are looked at again.
     */
    public CustomerFate fate(String missing, StripeCustomers stripe, Deadline deadline) {
        return switch (stripe.read(missing, deadline)) {
            case StripeAnswer.Found found when StripeCustomers.isDeleted(found) ->
                    deletions.found(missing);
            case StripeAnswer.Found _ -> CustomerFate.KEPT;
            case StripeAnswer.Missing() -> {
                LOG.warnf(
                        "customer unknown to Stripe customer=%s: check STRIPE_SECRET_KEY", missing);
                yield CustomerFate.KEPT;
            }
            case StripeAnswer.Throttled(), StripeAnswer.Unavailable _ -> CustomerFate.LATER;
        };
    }

    private static boolean isUnlinked(CoreAnswer.Refused<Account> refused) {
        return refused.code() == ProblemCode.NOT_FOUND;
    }

    /**
     * @param after ends the key where a customer was deleted, so that Stripe does not answer with
     *     that one again; outside of the user's hash, so that no other user has this key
     */
    private CustomerResult make(
            String userId, String after, StripeCustomers stripe, Deadline deadline) {
        String key;
        try {
            key = "cus:" + installation.id() + ":" + StripeKeys.hash(userId) + after;
        } catch (SQLException e) {
            LOG.errorf("no customer made, database away sqlstate=%s", e.getSQLState());
            return new CustomerResult.Later();
        }
        return switch (stripe.make(userId, key, deadline)) {
            case StripeReply.Done done -> link(userId, done.body().path("id").asText());
            case StripeReply.Refused refused -> {
                LOG.errorf("customer_refused user=%s code=%s", userId, refused.code());
                yield new CustomerResult.Refused(refused.code());
            }
            case StripeReply.InWork(),
                    StripeReply.KeyMisused(),
                    StripeReply.Throttled(),
                    StripeReply.Unknown _,
                    StripeReply.LockedOut() ->
                    new CustomerResult.Later();
        };
    }

    private CustomerResult link(String userId, String customer) {
        return switch (accounts.link(userId, customer)) {
            case CoreAnswer.Ok<Account>(Account account) -> {
                LOG.infof("customer_linked user=%s customer=%s", userId, customer);
                yield new CustomerResult.Customer(account.customerId());
            }
            // Somebody linked the user meanwhile: that customer counts.
            case CoreAnswer.Refused<Account> _ ->
                    accounts.of(userId) instanceof CoreAnswer.Ok<Account>(Account account)
                                    && !Boolean.TRUE.equals(account.gone())
                            ? new CustomerResult.Customer(account.customerId())
                            : new CustomerResult.CoreAway();
            case CoreAnswer.Away<Account>() -> new CustomerResult.CoreAway();
        };
    }
}
