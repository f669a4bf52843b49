package io.tollgate.billing.console.page;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.tollgate.billing.console.session.Door;
import io.tollgate.billing.console.session.Sessions;
import io.tollgate.billing.console.session.StaleForm;
import io.tollgate.contracts.problem.Problem;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the console answers when a page cannot be shown: a page too, and never a stack trace. */
@ApplicationScoped
public class ErrorPages {

    private static final String HTML = MediaType.TEXT_HTML + "; charset=utf-8";

    @CheckedTemplate(basePath = "console")
    static class Templates {

        static native TemplateInstance error(Page page, int status, String text);
    }

    private final Pages pages;
    private final Sessions sessions;
    private final RoutingContext context;

    ErrorPages(Pages pages, Sessions sessions, RoutingContext context) {
        this.pages = pages;
        this.sessions = sessions;
        this.context = context;
    }

    /** The answer to a request of the console that went wrong; empty for any other request. */
    public Optional<Response> answer(Throwable thrown, Problem problem) {
        if (!Door.isOfConsole(context.normalizedPath())) {
            return Optional.empty();
        }
        if (problem.status() == 401) {
            return Optional.of(sessions.isOn() ? signIn() : off());
        }
        if (thrown instanceof StaleForm) {
            return Optional.of(
                    page(
                            403,
                            "This form is out of date",
                            "It does not belong to your session any more. Nothing was done. Go"
                                    + " back, load the page again, and repeat it."));
        }
        return Optional.of(page(problem.status(), problem.title(), text(problem)));
    }

    private static String text(Problem problem) {
        return switch (problem.status()) {
            case 403 -> "Your role allows looking, not acting. Nothing was done.";
            case 404 -> "There is nothing at this address, or no longer.";
            case 400 ->
                    problem.errors() == null || problem.errors().isEmpty()
                            ? "This request makes no sense."
                            : problem.errors().stream()
                                    .map(error -> error.field() + " " + error.reason())
                                    .collect(Collectors.joining("; ", "", "."));
            default -> problem.detail() == null ? problem.title() : problem.detail();
        };
    }

    /** A script cannot follow to another page: it has to be told to. */
    private Response signIn() {
        String path = "/console/sign-in?to=" + Pages.encoded(wanted());
        return context.request().getHeader("HX-Request") == null
                ? pages.to(path)
                : Response.status(401).header("HX-Redirect", path).build();
    }

    private String wanted() {
        return context.request().method().name().equals("GET")
                        && context.request().getHeader("HX-Request") == null
                ? context.request().uri()
                : "/console";
    }

    /** What there is while nobody could sign in. */
    public Response off() {
        return page(
                404,
                "The console is off",
                "Nobody may sign in yet. Set CONSOLE_USERS, or the CONSOLE_OIDC settings, and"
                        + " CONSOLE_SESSION_KEY; the README says how.");
    }

    /** A page about what went wrong. */
    public Response page(int status, String title, String text) {
        Response.ResponseBuilder answer =
                Response.status(status)
                        .type(HTML)
                        .entity(Templates.error(pages.of(title, ""), status, text).render());
        return (status == 503 ? answer.header("Retry-After", "5") : answer).build();
    }
}
