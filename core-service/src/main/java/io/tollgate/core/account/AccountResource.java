package io.tollgate.core.account;

import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import io.tollgate.contracts.account.Account;
import io.tollgate.contracts.account.AccountLink;
import io.tollgate.contracts.problem.FieldChecks;
import io.tollgate.contracts.problem.ProblemCode;
import io.tollgate.contracts.problem.ProblemException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Links users to Stripe customers, for billing-service. */
@Path("/internal/accounts/{user_id}")
@Produces(MediaType.APPLICATION_JSON)
@HttpAuthenticationMechanism("api-key")
@RolesAllowed("billing")
@Tag(name = "accounts", description = "Which Stripe customer pays for which user")
class AccountResource {

    private static final Logger LOG = Logger.getLogger(AccountResource.class);

    private final Accounts accounts;

    AccountResource(Accounts accounts) {
        this.accounts = accounts;
    }

    /** Links a user to a customer; the same again changes nothing. */
    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Link a user to a Stripe customer; a link is never moved")
    @APIResponse(responseCode = "200", description = "The link, new or as it was")
    @APIResponse(
            responseCode = "409",
            description = "account_conflict: the user or the customer is linked otherwise")
    public Account link(@PathParam("user_id") String userId, @Nullable AccountLink link) {
        String customerId = FieldChecks.body(link).customerId();
        FieldChecks checks = new FieldChecks();
        checks.text("user_id", userId);
        checks.text("customer_id", customerId);
        checks.throwIfAny();
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
                                    "The user is linked to another customer; a link is never"
                                            + " moved.";
                            case CUSTOMER ->
                                    "The customer is linked to another user; a link is never"
                                            + " moved.";
                        });
            }
        };
    }

    /** The user's link. */
    @GET
    @Operation(summary = "The Stripe customer of a user")
    @APIResponse(responseCode = "200", description = "The link")
    @APIResponse(responseCode = "404", description = "not_found: the user is not linked")
    public Account get(@PathParam("user_id") String userId) {
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
}
