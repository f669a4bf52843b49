package io.tollgate.contracts.account;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Which Stripe customer pays for which user. */
@Path("/internal")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "accounts", description = "Which Stripe customer pays for which user")
public interface AccountApi {

    /**
     * Links a user to a customer, or asks for one to be made; the same again changes nothing.
     *
     * @return 200 with an {@link Account}, or 202 while a customer is being made
     */
    @PUT
    @Path("/accounts/{user_id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Link a user to a Stripe customer, or have one made",
            description =
                    "A link is moved only where Stripe has deleted the user's customer; the former"
                        + " one stays the user's. billing-service says which customer it is. The"
                        + " product's backend may ask for one to be made with create_customer, such"
                        + " as at registration.")
    @APIResponse(
            responseCode = "200",
            description = "The link, new or as it was",
            content = @Content(schema = @Schema(implementation = Account.class)))
    @APIResponse(responseCode = "202", description = "billing-service will make a customer")
    @APIResponse(
            responseCode = "409",
            description = "account_conflict: the user or the customer is linked otherwise")
    Response link(@PathParam("user_id") String userId, AccountLink link);

    /** The user's link. */
    @GET
    @Path("/accounts/{user_id}")
    @Operation(summary = "The Stripe customer of a user")
    @APIResponse(responseCode = "200", description = "The link")
    @APIResponse(responseCode = "404", description = "not_found: the user is not linked")
    Account get(@PathParam("user_id") String userId);

    /**
     * Stripe has deleted a customer, for good (Stripe: Delete a customer): its user may be linked
     * to another one. The same again, or a customer that nobody has, changes nothing.
     */
    @DELETE
    @Path("/customers/{customer_id}")
    @Operation(
            summary = "Stripe has deleted a customer",
            description = "Its subscriptions stay its user's, who may be linked to another one.")
    @APIResponse(responseCode = "204", description = "Noted, now or before, or nobody's")
    void gone(@PathParam("customer_id") String customerId);

    /** Users for whom a customer was asked for and not yet made, longest waiting first. */
    @GET
    @Path("/customer-wishes")
    @Operation(summary = "Users who are to have a Stripe customer, longest waiting first")
    List<String> wishes(
            @Parameter(description = "how many, 1 to 100") @QueryParam("limit") @DefaultValue("100")
                    String limit);
}
