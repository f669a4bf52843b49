package io.tollgate.billing.inbox;

import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import io.tollgate.billing.audit.Actions;
import io.tollgate.billing.audit.Operator;
import io.tollgate.contracts.problem.ProblemException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.sql.SQLException;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** How operators remove one person's data before retention does. */
@Path("/admin/erasures")
@Produces(MediaType.APPLICATION_JSON)
@HttpAuthenticationMechanism("Bearer")
@RolesAllowed("admin")
@SecurityRequirement(name = "bearer")
@Tag(name = "Admin: events")
public class ErasureResource {

    private static final Logger LOG = Logger.getLogger(ErasureResource.class);

    private static final int MAX_ID = 255;

    /**
     * Whose data, and from where on.
     *
     * @param customerId Stripe's customer; it or {@code userId} is needed
     * @param userId the product's user, who may have paid without a customer
     * @param after {@code next} of the call before; absent at first
     */
    public record Order(
            @Nullable String customerId, @Nullable String userId, @Nullable Long after) {}

    private final Erasure erasure;
    private final Actions actions;

    ErasureResource(Erasure erasure, Actions actions) {
        this.erasure = erasure;
        this.actions = actions;
    }

    /** Empties the bodies of the person's events among the next 2,000 of the inbox. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Remove the bytes of one person's events, 2,000 events a call")
    @APIResponse(
            responseCode = "200",
            description = "How many lost their bytes; go on with next until it is null")
    public Erasure.Result erase(@Nullable Order order, @Context SecurityContext caller)
            throws SQLException {
        Person person =
                new Person(
                        order == null ? null : checked("customer_id", order.customerId()),
                        order == null ? null : checked("user_id", order.userId()));
        if (order == null || !person.canBeFound()) {
            throw ProblemException.invalid(
                    "customer_id", "or user_id is needed, with letters or digits in it");
        }
        long after = order.after() == null ? 0 : order.after();
        Erasure.Result result =
                actions.keep(
                        Operator.ofApi(caller),
                        // Whose data it was is what is being erased.
                        new Actions.Deed("erasure", null, Map.of("after", after)),
                        () -> erasure.of(person, after, Erasure.AT_ONCE),
                        done -> Map.of("erased", done.erased(), "waiting", done.waiting()));
        LOG.infof(
                "erasure after=%d erased=%d waiting=%d", after, result.erased(), result.waiting());
        return result;
    }

    private static @Nullable String checked(String field, @Nullable String id) {
        if (id != null && (id.isBlank() || id.length() > MAX_ID)) {
            throw ProblemException.invalid(field, "has 1 to 255 characters");
        }
        return id;
    }
}
