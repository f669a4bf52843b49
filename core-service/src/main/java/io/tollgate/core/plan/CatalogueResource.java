package io.tollgate.core.plan;

import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Tells an operator which catalogue counts, and what is wrong with the file if that is another. */
@Path("/admin/catalogue")
@Produces(MediaType.APPLICATION_JSON)
@HttpAuthenticationMechanism("Bearer")
@RolesAllowed("admin")
@Tag(name = "Admin: plans")
class CatalogueResource {

    /**
     * The catalogue in force.
     *
     * @param version its hash, as in every grant
     * @param plans from the worst to the best
     * @param fault what is wrong with the file, each line with its place; null if nothing is
     */
    @Schema(name = "CatalogueState")
    record State(
            String version, List<String> plans, @Schema(nullable = true) @Nullable String fault) {}

    private final Catalogues catalogues;
    private final CatalogueWatch watch;

    CatalogueResource(Catalogues catalogues, CatalogueWatch watch) {
        this.catalogues = catalogues;
        this.watch = watch;
    }

    @GET
    @Operation(summary = "The catalogue in force, and whether its file is broken")
    public State state() {
        Catalogue catalogue = catalogues.current();
        return new State(
                catalogue.hash(),
                catalogue.plans().stream().map(Plan::name).toList(),
                watch.fault().orElse(null));
    }
}
