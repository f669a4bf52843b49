package io.tollgate.billing.console.reconcile;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import io.tollgate.billing.console.page.Page;
import io.tollgate.billing.console.page.Pager;
import io.tollgate.billing.console.page.Pages;
import io.tollgate.billing.console.session.ConsoleMechanism;
import io.tollgate.billing.console.session.Form;
import io.tollgate.billing.console.session.Here;
import io.tollgate.billing.console.session.Role;
import io.tollgate.billing.reconcile.Kind;
import io.tollgate.billing.reconcile.Mode;
import io.tollgate.billing.reconcile.RunLog;
import io.tollgate.billing.reconcile.Runs;
import io.tollgate.contracts.problem.ProblemException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** Compares Stripe with core: what runs there were, what one has found, and a new one. */
@Path("/console/reconcile")
@Produces(MediaType.TEXT_HTML + "; charset=utf-8")
@HttpAuthenticationMechanism(ConsoleMechanism.SCHEME)
@RolesAllowed(Role.MAY_LOOK)
public class ReconcilePage {

    private static final String PATH = "/console/reconcile";

    /** The script's own status: this is the last answer, do not ask again. */
    private static final int STOP_ASKING = 286;

    /** Runs are kept by the dozen. */
    private static final int RUNS = 20;

    /**
     * What a run found of one kind.
     *
     * @param explained what it means and what mends it
     */
    public record OfKind(String word, long found, String explained) {}

    /**
     * What is shown of a run's differences.
     *
     * @param kind the kind filtered by; empty for all
     * @param repaired {@code yes}, {@code no}, or empty for all
     */
    public record Differences(
            List<RunLog.Found> rows,
            List<String> kinds,
            String kind,
            String repaired,
            Pager pager) {}

    @CheckedTemplate(basePath = "console")
    static class Templates {

        static native TemplateInstance reconcile(
                Page page, List<RunLog.Entry> runs, boolean canRun, Pager pager);

        static native TemplateInstance run(
                Page page, RunLog.Entry run, List<OfKind> found, Differences differences);

        static native TemplateInstance runLive(RunLog.Entry run, List<OfKind> found);
    }

    private final Pages pages;
    private final RunLog log;
    private final Runs runs;
    private final Here here;

    ReconcilePage(Pages pages, RunLog log, Runs runs, Here here) {
        this.pages = pages;
        this.log = log;
        this.runs = runs;
        this.here = here;
    }

    /** The runs, newest first. */
    @GET
    @Operation(hidden = true)
    public String list(@QueryParam("at") @Nullable String at) throws SQLException {
        List<RunLog.Entry> entries = log.page(Pager.number(at), RUNS);
        String next = entries.size() < RUNS ? null : Long.toString(entries.getLast().id());
        return Templates.reconcile(
                        pages.of("Reconcile", "reconcile"),
                        entries,
                        runs.canRun(),
                        Pager.of(PATH, Map.of(), at, next))
                .render();
    }

    /** Starts a run. */
    @POST
    @Form
    @RolesAllowed(Role.MAY_ACT)
    @Operation(hidden = true)
    public Response start(
            @FormParam("mode") @Nullable String word, @FormParam("all_events") @Nullable String all)
            throws SQLException {
        Mode mode =
                Arrays.stream(Mode.values())
                        .filter(known -> known.wire().equals(word))
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        ProblemException.invalid(
                                                "mode", "is neither dry_run nor repair"));
        long id = runs.start(here.operator(), mode, all != null);
        return pages.done(PATH + "/" + id, "The run is under way; it goes on by itself.");
    }

    /** One run and what it has found. */
    @GET
    @Path("{id}")
    @Operation(hidden = true)
    public String one(
            @PathParam("id") String id,
            @QueryParam("kind") @Nullable String kind,
            @QueryParam("repaired") @Nullable String repaired,
            @QueryParam("at") @Nullable String at)
            throws SQLException {
        RunLog.Entry run = run(id);
        String ofKind = Pager.filter(kind);
        String done = Pager.filter(repaired);
        RunLog.Wanted wanted = new RunLog.Wanted(kind(ofKind), repaired(done));
        List<RunLog.Found> rows =
                log.differences(run.id(), wanted, at == null ? "" : at, Pager.SIZE);
        Map<String, @Nullable String> filters = new LinkedHashMap<>();
        filters.put("kind", ofKind);
        filters.put("repaired", done);
        String next = rows.size() < Pager.SIZE ? null : rows.getLast().subject();
        Differences differences =
                new Differences(
                        rows,
                        Arrays.stream(Kind.values()).map(Kind::wire).toList(),
                        ofKind == null ? "" : ofKind,
                        done == null ? "" : done,
                        Pager.of(PATH + "/" + run.id(), filters, at, next));
        return Templates.run(pages.of("Run " + run.id(), "reconcile"), run, found(run), differences)
                .render();
    }

    /** How far a run has come, for a page that refreshes itself. */
    @GET
    @Path("{id}/live")
    @Operation(hidden = true)
    public Response live(@PathParam("id") String id) throws SQLException {
        RunLog.Entry run = run(id);
        return Response.status(run.state().equals("running") ? 200 : STOP_ASKING)
                .entity(Templates.runLive(run, found(run)).render())
                .build();
    }

    private RunLog.Entry run(String id) throws SQLException {
        if (!id.matches("[0-9]{1,18}")) {
            throw new NotFoundException();
        }
        return log.find(Long.parseLong(id)).orElseThrow(NotFoundException::new);
    }

    private static List<OfKind> found(RunLog.Entry run) {
        return run.differences().entrySet().stream()
                .map(
                        entry ->
                                new OfKind(
                                        entry.getKey(),
                                        entry.getValue(),
                                        Kind.find(entry.getKey()).map(Kind::explained).orElse("")))
                .toList();
    }

    private static @Nullable Kind kind(@Nullable String word) {
        return word == null
                ? null
                : Kind.find(word)
                        .orElseThrow(() -> ProblemException.invalid("kind", "is none there is"));
    }

    private static @Nullable Boolean repaired(@Nullable String word) {
        if (word == null) {
            return null;
        }
        return switch (word) {
            case "yes" -> true;
            case "no" -> false;
            default -> throw ProblemException.invalid("repaired", "is neither yes nor no");
        };
    }
}
