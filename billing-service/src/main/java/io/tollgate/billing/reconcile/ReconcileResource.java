package io.tollgate.billing.reconcile;

import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import io.tollgate.billing.audit.Operator;
import io.tollgate.contracts.problem.ProblemCode;
import io.tollgate.contracts.problem.ProblemException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.sql.SQLException;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** How operators compare Stripe with core, and see what was found. */
@Path("/admin/reconcile")
@Produces(MediaType.APPLICATION_JSON)
@HttpAuthenticationMechanism("Bearer")
@RolesAllowed("admin")
@SecurityRequirement(name = "bearer")
@Tag(name = "Admin: reconcile")
public class ReconcileResource {

    private static final int MAX_LIMIT = 200;

    /**
     * What to do.
     *
     * @param mode {@code dry_run} reports, {@code repair} sets right
     * @param allEvents whether events are looked at as far back as Stripe lists them (30 days), as
     *     after a restore; otherwise since the last repair
     */
    public record Order(@Nullable String mode, @Nullable Boolean allEvents) {}

    /** Runs, newest first. */
    @Schema(name = "Runs")
    public record Page(List<RunLog.Entry> data, @Nullable Long next) {}

    /** Differences, ordered by subject. */
    public record Differences(List<RunLog.Found> data, @Nullable String next) {}

    private final Runs runs;
    private final RunLog log;

    ReconcileResource(Runs runs, RunLog log) {
        this.runs = runs;
        this.log = log;
    }

    /** Starts a run; it goes on by itself, over restarts too. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Compare Stripe with core: report (dry_run) or set right (repair)")
    @APIResponse(responseCode = "202", description = "Started; ask for its id to follow it")
    @APIResponse(
            responseCode = "409",
            description = "reconcile_running: one at a time; stripe_key_missing")
    public Response start(@Nullable Order order, @Context SecurityContext caller)
            throws SQLException {
        Mode mode = mode(order == null ? null : order.mode());
        boolean all = order != null && Boolean.TRUE.equals(order.allEvents());
        long id = runs.start(Operator.ofApi(caller), mode, all);
        return Response.accepted(log.find(id).orElseThrow(ReconcileResource::unknown)).build();
    }

    /** Lists runs, newest first. */
    @GET
    @Operation(summary = "List runs")
    @APIResponse(responseCode = "200", description = "A page")
    public Page list(
            @QueryParam("before") @Nullable String before,
            @QueryParam("limit") @DefaultValue("20") String limit)
            throws SQLException {
        int size = limit(limit);
        Long from = before == null ? null : (Long) number("before", before);
        List<RunLog.Entry> data = log.page(from, size);
        return new Page(data, data.size() < size ? null : (Long) data.getLast().id());
    }

    /** Shows one run and how far it has come. */
    @GET
    @Path("{id}")
    @Operation(summary = "Show one run")
    public RunLog.Entry one(@PathParam("id") String id) throws SQLException {
        return log.find(number("id", id)).orElseThrow(ReconcileResource::unknown);
    }

    /** Lists what a run found. */
    @GET
    @Path("{id}/differences")
    @Operation(summary = "List the differences a run found")
    public Differences differences(
            @PathParam("id") String id,
            @QueryParam("after") @DefaultValue("") String after,
            @QueryParam("limit") @DefaultValue("50") String limit)
            throws SQLException {
        long run = one(id).id();
        int size = limit(limit);
        List<RunLog.Found> data = log.differences(run, after, size);
        return new Differences(data, data.size() < size ? null : data.getLast().subject());
    }

    private static Mode mode(@Nullable String word) {
        for (Mode mode : Mode.values()) {
            if (mode.wire().equals(word)) {
                return mode;
            }
        }
        throw ProblemException.invalid("mode", "is neither dry_run nor repair");
    }

    private static int limit(String text) {
        if (!text.matches("[1-9][0-9]{0,2}") || Integer.parseInt(text) > MAX_LIMIT) {
            throw ProblemException.invalid(
                    "limit", "must be a whole number from 1 to " + MAX_LIMIT);
        }
        return Integer.parseInt(text);
    }

    private static long number(String field, String text) {
        if (!text.matches("[0-9]{1,18}")) {
            throw ProblemException.invalid(field, "must be a whole number");
        }
        return Long.parseLong(text);
    }

    private static ProblemException unknown() {
        return new ProblemException(ProblemCode.NOT_FOUND, "There is no run with this id.");
    }
}
