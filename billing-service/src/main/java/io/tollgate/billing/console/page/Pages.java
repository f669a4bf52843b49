package io.tollgate.billing.console.page;

import io.tollgate.billing.console.session.Here;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Makes the frames of pages, and the ways between them. */
@ApplicationScoped
public class Pages {

    private final Here here;
    private final Assets assets;
    private final Notices notices;

    Pages(Here here, Assets assets, Notices notices) {
        this.here = here;
        this.assets = assets;
        this.notices = notices;
    }

    /** The frame of a page for whoever has asked for it. */
    public Page of(String title, String section) {
        return new Page(
                title, section, here.person().orElse(null), notices.take().orElse(null), assets);
    }

    /**
     * Leads to another page after a form, and says there what was done.
     *
     * @param path of the console, ready encoded
     * @param notice text without personal data
     */
    public Response done(String path, String notice) {
        notices.leave(notice);
        return to(path);
    }

    /** Leads to another page. The browser puts its own scheme and host before the path. */
    public Response to(String path) {
        return Response.status(Response.Status.SEE_OTHER).header("Location", path).build();
    }

    /** One part of a path or query, as addresses have it. */
    public static String encoded(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
