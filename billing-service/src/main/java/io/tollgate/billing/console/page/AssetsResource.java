package io.tollgate.billing.console.page;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** Serves style and script; browsers keep them for a year. */
@Path("/console/assets/{version}/{name}")
@PermitAll
public class AssetsResource {

    private final Assets assets;

    AssetsResource(Assets assets) {
        this.assets = assets;
    }

    /** One file. */
    @GET
    @Operation(hidden = true)
    public Response file(
            @PathParam("version") String version,
            @PathParam("name") String name,
            @HeaderParam("Accept-Encoding") @Nullable String accepted) {
        Assets.Asset asset = assets.find(version, name).orElseThrow(NotFoundException::new);
        boolean compressed = accepted != null && accepted.contains("gzip");
        Response.ResponseBuilder answer =
                Response.ok(compressed ? asset.gzip() : asset.plain())
                        .header("Content-Type", asset.type())
                        .header("Cache-Control", "public, max-age=31536000, immutable")
                        .header("Vary", "Accept-Encoding");
        return (compressed ? answer.header("Content-Encoding", "gzip") : answer).build();
    }
}
