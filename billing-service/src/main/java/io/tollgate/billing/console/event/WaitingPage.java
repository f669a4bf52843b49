package io.tollgate.billing.console.event;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import io.tollgate.billing.console.page.Page;
import io.tollgate.billing.console.page.Pager;
import io.tollgate.billing.console.page.Pages;
import io.tollgate.billing.console.session.ConsoleMechanism;
import io.tollgate.billing.console.session.Role;
import io.tollgate.billing.inbox.WaitingLanes;
import io.tollgate.billing.inbox.WaitingLanes.Place;
import io.tollgate.contracts.problem.ProblemException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** The lanes that are due or failing, longest waiting first. */
@Path("/console/lanes")
@Produces(MediaType.TEXT_HTML + "; charset=utf-8")
@HttpAuthenticationMechanism(ConsoleMechanism.SCHEME)
@RolesAllowed(Role.MAY_LOOK)
public class WaitingPage {

    private static final Pattern PLACE = Pattern.compile("([0-9]{1,18})-([^\\p{Cntrl}]{1,300})");

    @CheckedTemplate(basePath = "console")
    static class Templates {
        static native TemplateInstance lanes(Page page, List<WaitingLanes.Lane> lanes, Pager pager);
    }

    private final Pages pages;
    private final WaitingLanes waiting;

    WaitingPage(Pages pages, WaitingLanes waiting) {
        this.pages = pages;
        this.waiting = waiting;
    }

    /**
     * A page of them.
     *
     * @param at where the page before ended
     */
    @GET
    @Operation(hidden = true)
    public String list(@QueryParam("at") @Nullable String at) throws SQLException {
        String from = Pager.filter(at);
        List<WaitingLanes.Lane> found =
                waiting.page(from == null ? null : place(from), Pager.SIZE + 1);
        boolean more = found.size() > Pager.SIZE;
        List<WaitingLanes.Lane> lanes = more ? found.subList(0, Pager.SIZE) : found;
        return Templates.lanes(
                        pages.of("Lanes waiting", "events"),
                        lanes,
                        Pager.of(
                                "/console/lanes",
                                Map.of(),
                                from,
                                more ? text(lanes.getLast().place()) : null))
                .render();
    }

    private static Place place(String text) {
        Matcher place = PLACE.matcher(text);
        if (!place.matches()) {
            throw ProblemException.invalid("at", "is no place in this list");
        }
        return new Place(Long.parseLong(place.group(1)), place.group(2));
    }

    private static String text(Place place) {
        return place.since() + "-" + place.lane();
    }
}
