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
import io.tollgate.billing.inbox.EventSearch;
import io.tollgate.billing.inbox.EventSearch.Found;
import io.tollgate.billing.inbox.EventSearch.Wanted;
import io.tollgate.billing.inbox.ReasonText;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.sql.SQLException;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** What came from Stripe: the list with its filters, and one event with its timeline. */
@Path("/console/events")
@Produces(MediaType.TEXT_HTML + "; charset=utf-8")
@HttpAuthenticationMechanism(ConsoleMechanism.SCHEME)
@RolesAllowed(Role.MAY_LOOK)
public class EventsPage {

    /** Characters of an event shown: a page stays below 100 KB, with every quote escaped. */
    private static final int MOST_JSON = 24_000;

    /**
     * What the list says beside its rows.
     *
     * @param stopped whether the search has stopped before it filled the page
     * @param gaps what of a customer is not searched, a sentence each
     * @param reason the reason filtered by, in words; null without one
     * @param replayable the reason filtered by, if all of it could be replayed
     */
    public record Beside(
            Pager pager,
            boolean stopped,
            List<String> gaps,
            @Nullable ReasonText reason,
            @Nullable String replayable) {}

    /**
     * An event's body as text.
     *
     * @param cut whether it goes on
     */
    public record Body(String text, boolean cut) {}

    @CheckedTemplate(basePath = "console")
    static class Templates {

        static native TemplateInstance events(
                Page page, EventFilter filter, List<EventLog.Entry> events, Beside beside);

        static native TemplateInstance event(
                Page page, EventLog.Detail detail, @Nullable Body body);
    }

    private final Pages pages;
    private final EventSearch search;
    private final EventLog log;
    private final CustomerLanes customers;
    private final ObjectMapper json;

    EventsPage(
            Pages pages,
            EventSearch search,
            EventLog log,
            CustomerLanes customers,
            ObjectMapper json) {
        this.pages = pages;
        this.search = search;
        this.log = log;
        this.customers = customers;
        this.json = json;
    }

    /** A page of events. */
    @GET
    @Operation(hidden = true)
    public String list(@BeanParam EventFilter filter, @QueryParam("at") @Nullable String at)
            throws SQLException {
        CustomerLanes.@Nullable Lanes lanes =
                filter.customer().isEmpty() ? null : customers.of(filter.customer());
        Found found =
                search.find(
                        new Wanted(
                                Pager.filter(filter.type()),
                                filter.wantedState(),
                                filter.wantedReason(),
                                lanes(filter, lanes),
                                EventFilter.time("from", filter.from()),
                                EventFilter.time("to", filter.to()),
                                Pager.number(at)),
                        Pager.SIZE);
        String next = found.next() == null ? null : found.next().toString();
        Beside beside =
                new Beside(
                        Pager.of("/console/events", filter.asMap(), at, next),
                        found.stopped(),
                        lanes == null ? List.of() : lanes.gaps(),
                        filter.wantedReason() == null ? null : ReasonText.of(filter.wantedReason()),
                        filter.wantedReason() != null && filter.wantedReason().isReplayable()
                                ? filter.reason()
                                : null);
        return Templates.events(pages.of("Events", "events"), filter, found.events(), beside)
                .render();
    }

    private static @Nullable List<String> lanes(
            EventFilter filter, CustomerLanes.@Nullable Lanes ofCustomer) {
        if (ofCustomer == null) {
            return filter.lane().isEmpty() ? null : List.of(filter.lane());
        }
        return filter.lane().isEmpty()
                ? ofCustomer.ids()
                : ofCustomer.ids().stream().filter(filter.lane()::equals).toList();
    }

    /** One event. */
    @GET
    @Path("{id}")
    @Operation(hidden = true)
    public String one(@PathParam("id") String id) throws SQLException {
        EventLog.Detail detail = log.find(id).orElseThrow(NotFoundException::new);
        return Templates.event(
                        pages.of("Event " + detail.event().eventId(), "events"),
                        detail,
                        detail.body() == null ? null : body(detail.body()))
                .render();
    }

    private Body body(JsonNode node) {
        try {
            String text = json.writerWithDefaultPrettyPrinter().writeValueAsString(node);
            boolean cut = text.length() > MOST_JSON;
            return new Body(cut ? text.substring(0, MOST_JSON) : text, cut);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what was read as JSON is writable", e);
        }
    }
}
