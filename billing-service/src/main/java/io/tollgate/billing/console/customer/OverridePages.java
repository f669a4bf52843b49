package io.tollgate.billing.console.customer;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import io.tollgate.billing.console.page.Page;
import io.tollgate.billing.console.page.Pages;
import io.tollgate.billing.console.session.ConsoleMechanism;
import io.tollgate.billing.console.session.Form;
import io.tollgate.billing.console.session.Here;
import io.tollgate.billing.console.session.Role;
import io.tollgate.contracts.problem.FieldChecks;
import io.tollgate.contracts.problem.ProblemException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** Where an operator gives one user another limit, or takes that back: form, confirmation, done. */
@Path("/console/customers/{user_id}/overrides")
@Produces(MediaType.TEXT_HTML + "; charset=utf-8")
@HttpAuthenticationMechanism(ConsoleMechanism.SCHEME)
@RolesAllowed(Role.MAY_ACT)
public class OverridePages {

    @CheckedTemplate(basePath = "console")
    static class Templates {
        static native TemplateInstance override(
                Page page, OverrideWish wish, @Nullable PlanPart plan, List<String> problems);

        static native TemplateInstance overrideConfirm(Page page, OverrideWish wish, String now);

        static native TemplateInstance overrideWithdraw(
                Page page, String userId, String resource, String reason, List<String> problems);
    }

    private final Pages pages;
    private final Here here;
    private final OverrideDesk desk;
    private final Clock clock;

    OverridePages(Pages pages, Here here, OverrideDesk desk, Clock clock) {
        this.pages = pages;
        this.here = here;
        this.desk = desk;
        this.clock = clock;
    }

    /** The form. */
    @GET
    @Path("new")
    @Operation(hidden = true)
    public Response form(
            @PathParam("user_id") String userId,
            @QueryParam("resource") @Nullable String resource) {
        return form(OverrideWish.typed(checked(userId), resource, "", "", ""), List.of(), 200);
    }

    private Response form(OverrideWish wish, List<String> problems, int status) {
        Page page = pages.of("Set a limit for " + wish.userId(), "customers");
        return Response.status(status)
                .entity(Templates.override(page, wish, desk.plan(wish.userId()), problems).render())
                .build();
    }

    /** What exactly will happen. */
    @POST
    @Form
    @RolesAllowed(Role.MAY_ACT)
    @Path("confirm")
    @Operation(hidden = true)
    public Response confirm(
            @PathParam("user_id") String userId,
            @FormParam("resource") @Nullable String resource,
            @FormParam("limit") @Nullable String limit,
            @FormParam("until") @Nullable String until,
            @FormParam("reason") @Nullable String reason) {
        OverrideWish wish = OverrideWish.typed(checked(userId), resource, limit, until, reason);
        List<String> problems = problems(wish);
        if (!problems.isEmpty()) {
            return form(wish, problems, 400);
        }
        Page page = pages.of("Set a limit for " + userId, "customers");
        return Response.ok(
                        Templates.overrideConfirm(page, wish, desk.now(userId, wish.resource()))
                                .render())
                .build();
    }

    /** Does it. */
    @POST
    @Form
    @RolesAllowed(Role.MAY_ACT)
    @Operation(hidden = true)
    public Response set(
            @PathParam("user_id") String userId,
            @FormParam("resource") @Nullable String resource,
            @FormParam("limit") @Nullable String limit,
            @FormParam("until") @Nullable String until,
            @FormParam("reason") @Nullable String reason)
            throws SQLException {
        OverrideWish wish = OverrideWish.typed(checked(userId), resource, limit, until, reason);
        List<String> problems = problems(wish);
        if (!problems.isEmpty()) {
            return form(wish, problems, 400);
        }
        try {
            desk.set(here.operator(), wish);
        } catch (ProblemException e) {
            return form(wish, List.of(e.problem().detail()), e.problem().status());
        }
        return pages.done(customer(userId), "The limit counts from now on.");
    }

    /** Asks for the reason, and says what will happen. */
    @GET
    @Path("withdraw")
    @Operation(hidden = true)
    public Response withdrawal(
            @PathParam("user_id") String userId,
            @QueryParam("resource") @Nullable String resource) {
        return withdrawal(checked(userId), text(resource), "", List.of(), 200);
    }

    private Response withdrawal(
            String userId, String resource, String reason, List<String> problems, int status) {
        Page page = pages.of("Take a limit of " + userId + " back", "customers");
        return Response.status(status)
                .entity(
                        Templates.overrideWithdraw(page, userId, resource, reason, problems)
                                .render())
                .build();
    }

    /** Takes a limit back. */
    @POST
    @Form
    @RolesAllowed(Role.MAY_ACT)
    @Path("withdraw")
    @Operation(hidden = true)
    public Response withdraw(
            @PathParam("user_id") String userId,
            @FormParam("resource") @Nullable String resource,
            @FormParam("reason") @Nullable String reason)
            throws SQLException {
        String why = text(reason);
        if (why.isEmpty() || why.length() > FieldChecks.MAX_TEXT) {
            return withdrawal(
                    checked(userId),
                    text(resource),
                    why,
                    List.of("A reason has to be given, of at most 255 characters."),
                    400);
        }
        try {
            desk.withdraw(here.operator(), checked(userId), text(resource), why);
        } catch (ProblemException e) {
            return withdrawal(
                    userId,
                    text(resource),
                    why,
                    List.of(e.problem().detail()),
                    e.problem().status());
        }
        return pages.done(customer(userId), "The plan's limit counts again.");
    }

    private List<String> problems(OverrideWish wish) {
        return wish.problems(clock.instant(), desk.isFeature(wish.userId(), wish.resource()));
    }

    private static String customer(String userId) {
        return "/console/customers/" + Pages.encoded(userId);
    }

    private static String checked(String userId) {
        FieldChecks checks = new FieldChecks();
        checks.text("user_id", userId);
        checks.throwIfAny();
        return userId;
    }

    private static String text(@Nullable String typed) {
        return typed == null ? "" : typed.strip();
    }
}
