package io.tollgate.core.quota;

import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import io.tollgate.contracts.problem.FieldChecks;
import io.tollgate.contracts.quota.LimitOverride;
import io.tollgate.core.plan.Catalogues;
import io.tollgate.core.quota.Overrides.Line;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.sql.SQLException;
import java.time.Clock;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Where an operator gives one user another limit. No API key can: a leaked one grants nothing. */
@Path("/admin/quota/users/{user_id}/overrides/{resource}")
@Produces(MediaType.APPLICATION_JSON)
@HttpAuthenticationMechanism("Bearer")
@RolesAllowed("admin")
@Tag(name = "Admin: plans")
class OverrideResource {

    private static final Logger LOG = Logger.getLogger(OverrideResource.class);

    private final Overrides overrides;
    private final Catalogues catalogues;
    private final Clock clock;
    private final JsonWebToken token;

    OverrideResource(Overrides overrides, Catalogues catalogues, Clock clock, JsonWebToken token) {
        this.token = token;
        this.overrides = overrides;
        this.catalogues = catalogues;
        this.clock = clock;
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Set a limit for one user, until a date and with a reason")
    public LimitOverride.History set(
            @PathParam("user_id") String userId,
            @PathParam("resource") String resource,
            @Nullable LimitOverride body)
            throws SQLException {
        LimitOverride wish = FieldChecks.body(body);
        QuotaChecks checks = checked(userId, resource);
        checks.fields().optionalNumber("limit", wish.limit(), FieldChecks.MAX_COUNT);
        checks.fields().text("reason", wish.reason());
        checks.fields().time("ends_at", wish.endsAt());
        if (wish.endsAt() != null && wish.endsAt() <= clock.instant().getEpochSecond()) {
            checks.fields().refuse("ends_at", "must lie in the future");
        }
        String operator = operator(checks);
        checks.fields().throwIfAny();
        return add(new Counter(userId, resource), Line.set(wish, operator));
    }

    @DELETE
    @Operation(summary = "Let the plan's limit count again")
    public LimitOverride.History withdraw(
            @PathParam("user_id") String userId,
            @PathParam("resource") String resource,
            @QueryParam("reason") @Nullable String reason)
            throws SQLException {
        QuotaChecks checks = checked(userId, resource);
        checks.fields().text("reason", reason);
        String operator = operator(checks);
        checks.fields().throwIfAny();
        return add(
                new Counter(userId, resource),
                new Line("withdrawn", null, String.valueOf(reason), clock.instant(), operator));
    }

    @GET
    @Operation(summary = "All limits that were set for one user, newest first")
    public LimitOverride.History history(
            @PathParam("user_id") String userId, @PathParam("resource") String resource)
            throws SQLException {
        checked(userId, resource).fields().throwIfAny();
        return new LimitOverride.History(overrides.history(new Counter(userId, resource)));
    }

    private QuotaChecks checked(String userId, String resource) {
        QuotaChecks checks = new QuotaChecks(catalogues.current());
        checks.fields().text("user_id", userId);
        checks.resource("resource", resource);
        return checks;
    }

    /** The token's subject: its name, which may be an e-mail address, is kept nowhere. */
    private String operator(QuotaChecks checks) {
        String subject = token.getSubject();
        checks.fields().text("sub", subject);
        return String.valueOf(subject);
    }

    private LimitOverride.History add(Counter counter, Line line) throws SQLException {
        overrides.add(counter, line);
        LOG.infof(
                "limit_override kind=%s user=%s resource=%s amount=%s by=%s",
                line.kind(), counter.userId(), counter.resource(), line.amount(), line.setBy());
        return new LimitOverride.History(overrides.history(counter));
    }
}
