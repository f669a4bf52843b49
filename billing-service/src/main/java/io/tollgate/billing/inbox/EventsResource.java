package io.tollgate.billing.inbox;

import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import io.tollgate.billing.audit.Operator;
import io.tollgate.contracts.problem.ProblemException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What operators see of the inbox, and how they set an event going again. */
@Path("/admin/events")
@Produces(MediaType.APPLICATION_JSON)
@HttpAuthenticationMechanism("Bearer")
@RolesAllowed("admin")
@SecurityRequirement(name = "bearer")
@Tag(name = "Admin: events")
public class EventsResource {

    private static final int MAX_LIMIT = 200;

    /**
     * A page of events.
     *
     * @param data newest arrivals first
     * @param next pass it as {@code before} for the next page; null on the last
     */
    public record Page(List<EventLog.Entry> data, @Nullable Long next) {}

    private final EventLog log;
    private final Replays replays;

    EventsResource(EventLog log, Replays replays) {
        this.log = log;
        this.replays = replays;
    }

    /** Lists events, newest arrivals first. */
    @GET
    @Operation(summary = "List events")
    @APIResponse(responseCode = "200", description = "A page, without bodies")
    public Page list(
            @QueryParam("state") @Nullable String state,
            @QueryParam("type") @Nullable String type,
            @QueryParam("lane") @Nullable String lane,
            @QueryParam("before") @Nullable String before,
            @QueryParam("limit") @DefaultValue("50") String limit)
            throws SQLException {
        int size = (int) number("limit", limit, 1, MAX_LIMIT);
        Long from = before == null ? null : (Long) number("before", before, 0, Long.MAX_VALUE);
        List<EventLog.Entry> data =
                log.page(new EventLog.Query(known(state), type, lane, from, size));
        return new Page(data, data.size() < size ? null : (Long) data.getLast().id());
    }

    /** Counts events by state. */
    @GET
    @Path("summary")
    @Operation(summary = "Count events by state; since when the longest due lane waits")
    public EventLog.Summary summary() throws SQLException {
        return log.summary();
    }

    /** Shows one event with its lane; secrets in the body are redacted. */
    @GET
    @Path("{id}")
    @Operation(summary = "Show one event, redacted, and its lane")
    public EventLog.Detail one(@PathParam("id") String id) throws SQLException {
        return log.find(id).orElseThrow(Replays::unknown);
    }

    /** Makes one event wait again and its lane due. */
    @POST
    @Path("{id}/replay")
    @Operation(summary = "Replay one event")
    public Replay.Result replay(@PathParam("id") String id, @Context SecurityContext caller)
            throws SQLException {
        return replays.one(Operator.ofApi(caller), id);
    }

    /** Makes parked events of one reason wait again, 500 a call. */
    @POST
    @Path("replay")
    @Operation(summary = "Replay all parked events of one reason")
    public Replay.Result replayAll(
            @QueryParam("reason") @Nullable String reason,
            @QueryParam("after") @DefaultValue("0") String after,
            @Context SecurityContext caller)
            throws SQLException {
        return replays.allOf(
                Operator.ofApi(caller), parked(reason), number("after", after, 0, Long.MAX_VALUE));
    }

    private static @Nullable String known(@Nullable String state) {
        List<String> words = Arrays.stream(EventState.values()).map(EventState::wire).toList();
        if (state != null && !words.contains(state)) {
            throw ProblemException.invalid("state", "is not one of " + String.join(", ", words));
        }
        return state;
    }

    private static Reason parked(@Nullable String word) {
        List<Reason> reasons =
                Arrays.stream(Reason.values())
                        .filter(reason -> reason.state() == EventState.PARKED)
                        .toList();
        return reasons.stream()
                .filter(reason -> reason.wire().equals(word))
                .findFirst()
                .orElseThrow(
                        () ->
                                ProblemException.invalid(
                                        "reason",
                                        "is not one of "
                                                + reasons.stream()
                                                        .map(Reason::wire)
                                                        .collect(Collectors.joining(", "))));
    }

    private static long number(String field, String value, long min, long max) {
        try {
            long number = Long.parseLong(value);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Told below, together with a number out of range.
        }
        throw ProblemException.invalid(
                field, String.format(Locale.ROOT, "is not a whole number from %d to %d", min, max));
    }
}
