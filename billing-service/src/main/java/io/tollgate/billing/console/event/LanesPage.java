package io.tollgate.billing.console.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import io.tollgate.billing.console.page.Page;
import io.tollgate.billing.console.page.Pager;
import io.tollgate.billing.console.page.Pages;
import io.tollgate.billing.console.session.ConsoleMechanism;
import io.tollgate.billing.console.session.Role;
import io.tollgate.billing.inbox.EventLog;
import io.tollgate.billing.inbox.LaneLog;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** One lane: how it stands, and its events in Stripe's order. */
@Path("/console/lanes/{id}")
@Produces(MediaType.TEXT_HTML + "; charset=utf-8")
@HttpAuthenticationMechanism(ConsoleMechanism.SCHEME)
@RolesAllowed(Role.MAY_LOOK)
public class LanesPage {

    @CheckedTemplate(basePath = "console")
    static class Templates {

        static native TemplateInstance lane(
                Page page,
                LaneLog.@Nullable Lane lane,
                @Nullable String state,
                List<EventLog.Entry> events,
                Pager pager);
    }

    private final Pages pages;
    private final LaneLog lanes;
    private final EventLog log;
    private final ObjectMapper json;

    LanesPage(Pages pages, LaneLog lanes, EventLog log, ObjectMapper json) {
        this.pages = pages;
        this.lanes = lanes;
        this.log = log;
        this.json = json;
    }

    /**
     * One lane.
     *
     * @param at the event the page before ended with
     */
    @GET
    @Operation(hidden = true)
    public String one(@PathParam("id") String id, @QueryParam("at") @Nullable String at)
            throws SQLException {
        Optional<LaneLog.Lane> lane = lanes.find(id);
        EventLog.Entry after =
                at == null ? null : log.find(at).orElseThrow(NotFoundException::new).event();
        List<EventLog.Entry> events = lanes.events(id, after, Pager.SIZE);
        if (lane.isEmpty() && events.isEmpty()) {
            throw new NotFoundException();
        }
        String next = events.size() < Pager.SIZE ? null : events.getLast().eventId();
        return Templates.lane(
                        pages.of("Lane " + id, "events"),
                        lane.orElse(null),
                        lane.map(LaneLog.Lane::state).map(this::text).orElse(null),
                        events,
                        Pager.of("/console/lanes/" + Pages.encoded(id), Map.of(), at, next))
                .render();
    }

    private String text(JsonNode state) {
        try {
            return json.writerWithDefaultPrettyPrinter().writeValueAsString(state);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what was read as JSON is writable", e);
        }
    }
}
