package io.tollgate.billing.console.signin;

import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import io.tollgate.billing.console.page.Pages;
import io.tollgate.billing.console.session.ConsoleMechanism;
import io.tollgate.billing.console.session.Form;
import io.tollgate.billing.console.session.Sessions;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The way out. */
@Path("/console/sign-out")
@HttpAuthenticationMechanism(ConsoleMechanism.SCHEME)
@PermitAll
public class SignOutResource {

    private final Sessions sessions;
    private final Pages pages;

    SignOutResource(Sessions sessions, Pages pages) {
        this.sessions = sessions;
        this.pages = pages;
    }

    /** Ends the session in this browser. */
    @POST
    @Form
    @Operation(hidden = true)
    public Response signOut(RoutingContext context) {
        context.response().addCookie(sessions.end(context.request()));
        return pages.to("/console/sign-in");
    }
}
