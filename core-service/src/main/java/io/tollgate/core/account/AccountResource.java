package io.tollgate.core.account;

import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import io.tollgate.contracts.account.Account;
import io.tollgate.contracts.account.AccountApi;
import io.tollgate.contracts.account.AccountLink;
import io.tollgate.contracts.problem.FieldChecks;
import io.tollgate.contracts.problem.ProblemCode;
import io.tollgate.contracts.problem.ProblemException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Links users to Stripe customers, for billing-service; takes wishes for one, for the product. */
@HttpAuthenticationMechanism("api-key")
class AccountResource implements AccountApi {

    private static final Logger LOG = Logger.getLogger(AccountResource.class);

    private static final int MAX_LIMIT = 100;

    private final Accounts accounts;
    private final SecurityIdentity caller;

    AccountResource(Accounts accounts, SecurityIdentity caller) {
        this.accounts = accounts;
        this.caller = caller;
    }

    @Override
    @RolesAllowed({"billing", "product"})
    public Response link(String userId, @Nullable AccountLink body) {
        AccountLink link = FieldChecks.body(body);
        boolean wish = Boolean.TRUE.equals(link.createCustomer());
        FieldChecks checks = new FieldChecks();
        checks.text("user_id", userId);
        if (wish && link.customerId() != null) {
            checks.refuse("create_customer", "is not taken together with customer_id");
        } else if (!wish) {
            checks.text("customer_id", link.customerId());
        }
        checks.throwIfAny();
        return wish ? wish(userId) : link(userId, String.valueOf(link.customerId()));
    }

    private Response wish(String userId) {
        return accounts.wish(userId)
                .map(account -> Response.ok(account).build())
                .orElseGet(
                        () -> {
                            LOG.infof("customer_wished user=%s", userId);
                            return Response.accepted().build();
                        });
    }

    /** A leaked product key must not give a user somebody else's subscription. */
    private Response link(String userId, String customerId) {
        if (!caller.hasRole("billing")) {
            throw new ProblemException(
                    ProblemCode.FORBIDDEN, "Only billing-service says which customer it is.");
        }
        return Response.ok(linked(userId, customerId)).build();
    }

    private Account linked(String userId, String customerId) {
        return switch (accounts.link(userId, customerId)) {
            case LinkResult.Linked(Account account) -> {
                LOG.infof("account_linked user=%s customer=%s", userId, customerId);
                yield account;
            }
            case LinkResult.AlreadyLinked(Account account) -> account;
            case LinkResult.Refused(LinkResult.Side side) -> {
                LOG.warnf("account_conflict user=%s customer=%s", userId, customerId);
                throw new ProblemException(
                        ProblemCode.ACCOUNT_CONFLICT,
                        switch (side) {
                            case USER ->
                                    "The user is linked to another customer, which Stripe has not"
                                            + " deleted.";
                            case CUSTOMER ->
                                    "The customer belongs, or belonged, to another user; it is"
                                            + " never moved.";
                        });
            }
        };
    }

    @Override
    @RolesAllowed("billing")
    public Account get(String userId) {
        FieldChecks checks = new FieldChecks();
        checks.text("user_id", userId);
        checks.throwIfAny();
        return accounts.ofUser(userId)
                .orElseThrow(
                        () ->
                                new ProblemException(
                                        ProblemCode.NOT_FOUND,
                                        "This user is not linked to a customer."));
    }

    @Override
    @RolesAllowed("billing")
    public void gone(String customerId) {
        FieldChecks checks = new FieldChecks();
        checks.text("customer_id", customerId);
        checks.throwIfAny();
        accounts.gone(customerId)
                .ifPresent(
                        userId ->
                                LOG.infof("customer_gone user=%s customer=%s", userId, customerId));
    }

    @Override
    @RolesAllowed("billing")
    public List<String> wishes(String limit) {
        FieldChecks checks = new FieldChecks();
        int size = checks.pageSize(limit, MAX_LIMIT);
        checks.throwIfAny();
        return accounts.wishes(size);
    }
}
