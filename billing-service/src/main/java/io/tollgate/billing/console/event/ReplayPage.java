package io.tollgate.billing.console.event;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import io.tollgate.billing.console.page.Page;
import io.tollgate.billing.console.page.Pager;
import io.tollgate.billing.console.page.Pages;
import io.tollgate.billing.console.session.ConsoleMechanism;
import io.tollgate.billing.console.session.Form;
import io.tollgate.billing.console.session.Here;
import io.tollgate.billing.console.session.Role;
import io.tollgate.billing.inbox.EventLog;
import io.tollgate.billing.inbox.EventState;
import io.tollgate.billing.inbox.Pulse;
import io.tollgate.billing.inbox.Reason;
import io.tollgate.billing.inbox.ReasonText;
import io.tollgate.billing.inbox.Replay;
import io.tollgate.billing.inbox.Replays;
import io.tollgate.contracts.problem.ProblemException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** Sets events going again: one, or all that are parked for a reason, each after a question. */
@Path("/console/replays")
@Produces(MediaType.TEXT_HTML + "; charset=utf-8")
@HttpAuthenticationMechanism(ConsoleMechanism.SCHEME)
@RolesAllowed(Role.MAY_ACT)
public class ReplayPage {

    /**
     * What would be replayed.
     *
     * @param events how many are left to replay, counted up to 10,000
     * @param more whether there are more than that
     * @param step how many are replayed after this question
     * @param after where to go on; 0 at the beginning
     */
    public record Parked(
            String reason, ReasonText text, long events, boolean more, long step, long after) {}

    @CheckedTemplate(basePath = "console")
    static class Templates {

        static native TemplateInstance replayOne(Page page, EventLog.Entry event);

        static native TemplateInstance replayReason(Page page, Parked parked);
    }

    private final Pages pages;
    private final EventLog log;
    private final Pulse pulse;
    private final Replays replays;
    private final Here here;

    ReplayPage(Pages pages, EventLog log, Pulse pulse, Replays replays, Here here) {
        this.pages = pages;
        this.log = log;
        this.pulse = pulse;
        this.replays = replays;
        this.here = here;
    }

    /** Asks before one event is replayed. */
    @GET
    @Path("events/{id}")
    @Operation(hidden = true)
    public String askOne(@PathParam("id") String id) throws SQLException {
        EventLog.Entry event = log.find(id).orElseThrow(NotFoundException::new).event();
        return Templates.replayOne(pages.of("Replay one event", "events"), event).render();
    }

    /** Replays one event. */
    @POST
    @Path("events/{id}")
    @Form
    @RolesAllowed(Role.MAY_ACT)
    @Operation(hidden = true)
    public Response one(@PathParam("id") String id) throws SQLException {
        Replay.Result result = replays.one(here.operator(), id);
        return pages.done(
                "/console/events/" + Pages.encoded(id),
                result.replayed() == 1
                        ? "The event waits again, and its lane is due."
                        : "This version has no use for the event: it stays as it is.");
    }

    /** Asks before the events of a reason are replayed. */
    @GET
    @Path("reasons/{reason}")
    @Operation(hidden = true)
    public String askReason(
            @PathParam("reason") String word, @QueryParam("after") @Nullable String after)
            throws SQLException {
        Reason reason = parked(word);
        Long from = Pager.number(after);
        long left = pulse.parked(reason, from == null ? 0 : from);
        long events = Math.min(left, Pulse.MOST);
        return Templates.replayReason(
                        pages.of("Replay " + word.replace('_', ' '), "events"),
                        new Parked(
                                word,
                                ReasonText.of(reason),
                                events,
                                left > Pulse.MOST,
                                Math.min(events, Replays.MOST),
                                from == null ? 0 : from))
                .render();
    }

    /** Replays the next events of a reason, oldest first; where there are more, asks again. */
    @POST
    @Path("reasons/{reason}")
    @Form
    @RolesAllowed(Role.MAY_ACT)
    @Operation(hidden = true)
    public Response reason(
            @PathParam("reason") String word, @FormParam("after") @Nullable String after)
            throws SQLException {
        Reason reason = parked(word);
        Long from = Pager.number(after);
        Replay.Result result = replays.manyOf(here.operator(), reason, from == null ? 0 : from);
        String done =
                "%d events wait again%s."
                        .formatted(
                                result.replayed(),
                                result.unusable() == 0
                                        ? ""
                                        : ", %d stay as they are".formatted(result.unusable()));
        return result.next() == null
                ? pages.done("/console/events?state=parked&reason=" + word, done)
                : pages.done(
                        "/console/replays/reasons/" + word + "?after=" + result.next(),
                        done + " There are more.");
    }

    private static Reason parked(String word) {
        return Reason.find(word)
                .filter(reason -> reason.state() == EventState.PARKED)
                .orElseThrow(() -> ProblemException.invalid("reason", "parks nothing"));
    }
}
