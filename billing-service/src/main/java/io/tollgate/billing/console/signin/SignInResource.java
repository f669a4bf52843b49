package io.tollgate.billing.console.signin;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import io.tollgate.billing.console.page.ErrorPages;
import io.tollgate.billing.console.page.Page;
import io.tollgate.billing.console.page.Pages;
import io.tollgate.billing.console.session.ConsoleMechanism;
import io.tollgate.billing.console.session.Form;
import io.tollgate.billing.console.session.Sessions;
import io.tollgate.billing.console.session.SignIn;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** The sign-in page and its form. */
@Path("/console/sign-in")
@Produces(MediaType.TEXT_HTML + "; charset=utf-8")
@HttpAuthenticationMechanism(ConsoleMechanism.SCHEME)
@PermitAll
public class SignInResource {

    private static final String HOME = "/console";

    /** What the page offers. */
    public record Ways(String token, boolean form, boolean provider, String to) {}

    @CheckedTemplate(basePath = "console")
    static class Templates {

        static native TemplateInstance signIn(Page page, Ways ways, @Nullable String problem);
    }

    private final Sessions sessions;
    private final SignIn signIn;
    private final Pages pages;
    private final ErrorPages errors;

    SignInResource(Sessions sessions, SignIn signIn, Pages pages, ErrorPages errors) {
        this.sessions = sessions;
        this.signIn = signIn;
        this.pages = pages;
        this.errors = errors;
    }

    /** Shows the ways in. */
    @GET
    @Operation(hidden = true)
    public Response page(@QueryParam("to") @Nullable String to, RoutingContext context) {
        return sessions.isOn() ? page(context, 200, to, null) : errors.off();
    }

    private Response page(
            RoutingContext context, int status, @Nullable String to, @Nullable String problem) {
        Sessions.Before before = sessions.before(context.request());
        if (before.cookie() != null) {
            context.response().addCookie(before.cookie());
        }
        Ways ways =
                new Ways(before.token(), sessions.hasUsers(), sessions.hasProvider(), inside(to));
        return Response.status(status)
                .entity(Templates.signIn(pages.of("Sign in", ""), ways, problem).render())
                .build();
    }

    /** Only ever to an address of the console. */
    private static String inside(@Nullable String to) {
        return to != null
                        && to.matches("/console(/[A-Za-z0-9_.:%/-]*)?(\\?[A-Za-z0-9_.:%&=+/-]*)?")
                        && !to.contains("/sign-")
                ? to
                : HOME;
    }

    /** Takes name and password. */
    @POST
    @Form
    @Operation(hidden = true)
    public Response signIn(
            @FormParam("name") @Nullable String name,
            @FormParam("password") @Nullable String password,
            @FormParam("to") @Nullable String to,
            RoutingContext context) {
        if (!sessions.isOn()) {
            return errors.off();
        }
        if (!sessions.hasUsers()) {
            throw new NotFoundException();
        }
        SignIn.Result result =
                signIn.attempt(
                        name == null ? "" : name.strip(),
                        password == null ? "" : password,
                        context.request());
        return switch (result) {
            case SignIn.Result.Done(var cookie) -> {
                context.response().addCookie(cookie);
                yield pages.to(inside(to));
            }
            case SignIn.Result.Wrong() -> page(context, 401, to, "Name or password is wrong.");
            case SignIn.Result.Wait(var time) ->
                    Response.fromResponse(
                                    page(
                                            context,
                                            429,
                                            to,
                                            "Too many attempts. Wait a few minutes."))
                            .header("Retry-After", Math.max(1, time.toSeconds()))
                            .build();
        };
    }
}
