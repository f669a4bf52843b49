package io.tollgate.billing.console.action;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import io.tollgate.billing.audit.ActionLog;
import io.tollgate.billing.console.page.Page;
import io.tollgate.billing.console.page.Pager;
import io.tollgate.billing.console.page.Pages;
import io.tollgate.billing.console.session.ConsoleMechanism;
import io.tollgate.billing.console.session.Role;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** Who did what and when, newest first. */
@Path("/console/actions")
@Produces(MediaType.TEXT_HTML + "; charset=utf-8")
@HttpAuthenticationMechanism(ConsoleMechanism.SCHEME)
@RolesAllowed(Role.MAY_LOOK)
public class ActionsPage {

    @CheckedTemplate(basePath = "console")
    static class Templates {

        static native TemplateInstance actions(
                Page page,
                List<ActionLog.Entry> entries,
                @Nullable String who,
                @Nullable String action,
                Pager pager);
    }

    private final Pages pages;
    private final ActionLog log;

    ActionsPage(Pages pages, ActionLog log) {
        this.pages = pages;
        this.log = log;
    }

    /** A page of actions. */
    @GET
    @Operation(hidden = true)
    public String list(
            @QueryParam("who") @Nullable String who,
            @QueryParam("action") @Nullable String action,
            @QueryParam("at") @Nullable String at)
            throws SQLException {
        String by = Pager.filter(who);
        String kind = Pager.filter(action);
        List<ActionLog.Entry> entries = log.page(by, kind, Pager.number(at), Pager.SIZE);
        Map<String, @Nullable String> filters = new LinkedHashMap<>();
        filters.put("who", by);
        filters.put("action", kind);
        String next = entries.size() < Pager.SIZE ? null : Long.toString(entries.getLast().id());
        return Templates.actions(
                        pages.of("Actions", "actions"),
                        entries,
                        by,
                        kind,
                        Pager.of("/console/actions", filters, at, next))
                .render();
    }
}
