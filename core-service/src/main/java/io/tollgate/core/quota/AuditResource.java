package io.tollgate.core.quota;

import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import io.tollgate.contracts.problem.FieldChecks;
import io.tollgate.contracts.quota.QuotaAudit;
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
import org.jspecify.annotations.Nullable;

/** Where anybody who doubts the counters can have them compared with the ledger. */
@Path("/internal/quota/audit")
@Produces(MediaType.APPLICATION_JSON)
@HttpAuthenticationMechanism("api-key")
@RolesAllowed("product")
@Tag(name = "quota")
class AuditResource {

    /** A counter takes a millisecond to add up, from its checkpoint on. */
    private static final int MAX_LIMIT = 1000;

    private final Audit audit;

    AuditResource(Audit audit) {
        this.audit = audit;
    }

    @GET
    @Operation(
            summary = "Compare counters with the sums of the ledger",
            description = "Only reads. A page at a time; stop and go on wherever you like.")
    public QuotaAudit page(
            @Parameter(description = "the next of the page before; absent for the first page")
                    @QueryParam("after")
                    @Nullable String after,
            @Parameter(description = "counters to compare, 1 to 1000")
                    @QueryParam("limit")
                    @DefaultValue("500")
                    String limit,
            @Parameter(
                            description =
                                    "true adds up the whole ledger, half a million lines a page at"
                                            + " most, so that one counter may take several pages;"
                                            + " otherwise the checkpoints of it are believed")
                    @QueryParam("full")
                    @DefaultValue("false")
                    String full)
            throws SQLException {
        FieldChecks checks = new FieldChecks();
        int size = checks.pageSize(limit, MAX_LIMIT);
        AuditCursor from = AuditCursor.parse(after);
        if (from == null) {
            checks.refuse("after", "must be the next of an earlier page");
        }
        if (!full.equals("true") && !full.equals("false")) {
            checks.refuse("full", "must be true or false");
        }
        if (from != null && from.part() != null && !full.equals("true")) {
            checks.refuse("after", "is the next of a page with full=true, which has to go on so");
        }
        checks.throwIfAny();
        return audit.page(from == null ? AuditCursor.START : from, size, full.equals("true"));
    }
}
