package io.tollgate.billing.console.page;

import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import io.tollgate.billing.console.session.ConsoleMechanism;
import io.tollgate.billing.console.session.Role;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Every address of the console that leads nowhere: it says so in the console's frame. */
@Path("/console/{nowhere: .+}")
@HttpAuthenticationMechanism(ConsoleMechanism.SCHEME)
@RolesAllowed(Role.MAY_LOOK)
public class NowhereResource {

    /** There is nothing. */
    @GET
    @Operation(hidden = true)
    public Response nowhere() {
        throw new NotFoundException();
    }
}
