package io.tollgate.billing.console.customer;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import io.tollgate.billing.console.lookup.Lookup;
import io.tollgate.billing.console.lookup.Moments;
import io.tollgate.billing.console.lookup.Quantities;
import io.tollgate.billing.console.page.Page;
import io.tollgate.billing.console.page.Pager;
import io.tollgate.billing.console.page.Pages;
import io.tollgate.billing.console.session.ConsoleMechanism;
import io.tollgate.billing.console.session.Role;
import io.tollgate.billing.core.CoreUsers;
import io.tollgate.contracts.problem.FieldChecks;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** Why may this user, or why not, now or at a moment that is past. */
@Path("/console/customers/{user_id}/explain")
@Produces(MediaType.TEXT_HTML + "; charset=utf-8")
@HttpAuthenticationMechanism(ConsoleMechanism.SCHEME)
@RolesAllowed(Role.MAY_LOOK)
public class ExplainPage {

    @CheckedTemplate(basePath = "console")
    static class Templates {
        static native TemplateInstance explain(
                Page page, Question question, @Nullable Chain chain, List<String> problems);
    }

    /** What was asked, as it was typed. */
    public record Question(String userId, String resource, String amount, String at) {}

    private final Pages pages;
    private final CoreUsers users;

    ExplainPage(Pages pages, CoreUsers users) {
        this.pages = pages;
        this.users = users;
    }

    /** The question and its answer. */
    @GET
    @Operation(hidden = true)
    public String explain(
            @PathParam("user_id") String userId,
            @QueryParam("resource") @Nullable String resource,
            @QueryParam("amount") @Nullable String amount,
            @QueryParam("at") @Nullable String at) {
        FieldChecks checks = new FieldChecks();
        checks.text("user_id", userId);
        checks.throwIfAny();
        Question question = new Question(userId, typed(resource), typed(amount), typed(at));
        List<String> problems = new ArrayList<>();
        Chain chain = answer(question, problems);
        return Templates.explain(
                        pages.of("Why may " + userId + ", or why not", "customers"),
                        question,
                        chain,
                        problems)
                .render();
    }

    private @Nullable Chain answer(Question question, List<String> problems) {
        if (question.resource().isEmpty()) {
            problems.add("Name a resource of the plan, such as projects.");
            return null;
        }
        String at = question.at().isEmpty() ? null : Moments.moment(question.at());
        if (at == null && !question.at().isEmpty()) {
            problems.add("The moment has to be like 2026-03-01 12:00:00, or Unix seconds.");
        }
        Long amount = question.amount().isEmpty() ? null : Quantities.parse(question.amount());
        if (amount == null && !question.amount().isEmpty()) {
            problems.add("The amount has to be a whole number, or one like 20 GiB.");
        }
        if (!problems.isEmpty()) {
            return null;
        }
        Lookup lookup = new Lookup();
        Chain chain =
                lookup.take(
                                users.explain(
                                        question.userId(),
                                        question.resource(),
                                        at,
                                        amount == null ? null : amount.toString()),
                                "The answer")
                        .map(Chain::of)
                        .orElse(null);
        problems.addAll(lookup.gaps());
        return chain;
    }

    private static String typed(@Nullable String text) {
        String filter = Pager.filter(text);
        return filter == null ? "" : filter;
    }
}
