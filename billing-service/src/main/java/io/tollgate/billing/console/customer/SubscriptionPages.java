package io.tollgate.billing.console.customer;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import io.tollgate.billing.console.lookup.Lookup;
import io.tollgate.billing.console.page.Page;
import io.tollgate.billing.console.page.Pager;
import io.tollgate.billing.console.page.Pages;
import io.tollgate.billing.console.session.ConsoleMechanism;
import io.tollgate.billing.console.session.Role;
import io.tollgate.billing.core.CoreSubscriptions;
import io.tollgate.contracts.problem.FieldChecks;
import io.tollgate.contracts.problem.ProblemCode;
import io.tollgate.contracts.problem.ProblemException;
import io.tollgate.contracts.subscription.SubscriptionChangePage;
import io.tollgate.contracts.subscription.SubscriptionView;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** One subscription, and everything that was ever told of it. */
@Path("/console/subscriptions/{subscription_id}")
@Produces(MediaType.TEXT_HTML + "; charset=utf-8")
@HttpAuthenticationMechanism(ConsoleMechanism.SCHEME)
@RolesAllowed(Role.MAY_LOOK)
public class SubscriptionPages {

    @CheckedTemplate(basePath = "console")
    static class Templates {
        static native TemplateInstance subscription(Page page, Known known, Pager pager);
    }

    /**
     * What is known.
     *
     * @param changes newest first
     * @param gaps what cannot be shown
     */
    public record Known(
            SubscriptionLine subscription, List<ChangeLine> changes, List<String> gaps) {}

    private final Pages pages;
    private final CoreSubscriptions subscriptions;

    SubscriptionPages(Pages pages, CoreSubscriptions subscriptions) {
        this.pages = pages;
        this.subscriptions = subscriptions;
    }

    /** The page. */
    @GET
    @Operation(hidden = true)
    public String show(
            @PathParam("subscription_id") String id, @QueryParam("at") @Nullable String at) {
        FieldChecks checks = new FieldChecks();
        checks.text("subscription_id", id);
        checks.throwIfAny();
        Long number = Pager.number(at);
        String before = number == null ? null : number.toString();
        Lookup lookup = new Lookup();
        Optional<SubscriptionView> view = lookup.take(subscriptions.one(id), "The subscription");
        if (view.isEmpty()) {
            throw new ProblemException(
                    ProblemCode.NOT_FOUND, "core-service knows no such subscription.");
        }
        Optional<SubscriptionChangePage> changes =
                lookup.take(subscriptions.changes(id, before, Pager.SIZE), "What became of it");
        Known known =
                new Known(
                        SubscriptionLine.of(view.get()),
                        changes.map(SubscriptionChangePage::data).orElse(List.of()).stream()
                                .map(ChangeLine::of)
                                .toList(),
                        lookup.gaps());
        return Templates.subscription(
                        pages.of("Subscription " + id, "customers"),
                        known,
                        Pager.of(
                                "/console/subscriptions/" + Pages.encoded(id),
                                Map.of(),
                                before,
                                changes.map(SubscriptionChangePage::next).orElse(null)))
                .render();
    }
}
