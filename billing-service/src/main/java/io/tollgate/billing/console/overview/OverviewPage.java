package io.tollgate.billing.console.overview;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import io.tollgate.billing.console.page.Page;
import io.tollgate.billing.console.page.Pages;
import io.tollgate.billing.console.session.ConsoleMechanism;
import io.tollgate.billing.console.session.Role;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.sql.SQLException;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** How it goes right now. */
@Path("/console")
@Produces(MediaType.TEXT_HTML + "; charset=utf-8")
@HttpAuthenticationMechanism(ConsoleMechanism.SCHEME)
@RolesAllowed(Role.MAY_LOOK)
public class OverviewPage {

    @CheckedTemplate(basePath = "console")
    static class Templates {

        static native TemplateInstance overview(Page page, Overview.View view);

        static native TemplateInstance overviewLive(Overview.View view);
    }

    private final Pages pages;
    private final Overview overview;

    OverviewPage(Pages pages, Overview overview) {
        this.pages = pages;
        this.overview = overview;
    }

    /** The whole page. */
    @GET
    @Operation(hidden = true)
    public String page() throws SQLException {
        return Templates.overview(pages.of("Overview", "overview"), overview.view()).render();
    }

    /** The part of it that changes, for a page that refreshes itself. */
    @Path("/console/live")
    @Produces(MediaType.TEXT_HTML + "; charset=utf-8")
    @HttpAuthenticationMechanism(ConsoleMechanism.SCHEME)
    @RolesAllowed(Role.MAY_LOOK)
    public static class Live {

        private final Overview overview;

        Live(Overview overview) {
            this.overview = overview;
        }

        /** The part. */
        @GET
        @Operation(hidden = true)
        public String part() throws SQLException {
            return Templates.overviewLive(overview.view()).render();
        }
    }
}
