package io.tollgate.core.quota;

import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import io.tollgate.contracts.problem.FieldChecks;
import io.tollgate.contracts.quota.NoticePage;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.sql.SQLException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Where the product reads what its users and its support should know. */
@Path("/internal/notices")
@Produces(MediaType.APPLICATION_JSON)
@HttpAuthenticationMechanism("api-key")
@RolesAllowed({"product", "billing"})
@Tag(name = "quota")
class NoticeResource {

    /** Small rows: a page is below a megabyte. */
    private static final int MAX_LIMIT = 500;

    private final Notices notices;

    NoticeResource(Notices notices) {
        this.notices = notices;
    }

    @GET
    @Operation(
            summary = "Notices in the order they came, from the last one you saw",
            description = "Each once for its cause. Keep next, and pass it as after.")
    public NoticePage page(
            @Parameter(description = "the next of the page before; 0 for all")
                    @QueryParam("after")
                    @DefaultValue("0")
                    String after,
            @Parameter(description = "page size, 1 to 500")
                    @QueryParam("limit")
                    @DefaultValue("100")
                    String limit)
            throws SQLException {
        FieldChecks checks = new FieldChecks();
        long seen = checks.pageAfter(after, 0);
        int size = checks.pageSize(limit, MAX_LIMIT);
        checks.throwIfAny();
        return notices.page(seen, size);
    }
}
