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
import io.tollgate.billing.core.CoreUsers;
import io.tollgate.contracts.account.UsersFound;
import io.tollgate.contracts.problem.FieldChecks;
import io.tollgate.contracts.subscription.SubscriptionPage;
import io.tollgate.contracts.subscription.SubscriptionView;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** Where an operator finds a customer by whatever id is at hand. */
@Path("/console/customers")
@Produces(MediaType.TEXT_HTML + "; charset=utf-8")
@HttpAuthenticationMechanism(ConsoleMechanism.SCHEME)
@RolesAllowed(Role.MAY_LOOK)
public class CustomersPage {

    /** Who has more matches types more of the id. */
    private static final int SHOWN = 50;

    /** Customers of nobody whose subscriptions are asked for. */
    private static final int ASKED = 5;

    @CheckedTemplate(basePath = "console")
    static class Templates {
        static native TemplateInstance customers(Page page, Search search);
    }

    /**
     * A search and what came of it.
     *
     * @param query what was typed; empty before
     * @param asked whether core was asked
     * @param hits who was found
     * @param more whether there are more
     * @param gaps what cannot be shown
     */
    public record Search(
            String query, boolean asked, List<Hit> hits, boolean more, List<String> gaps) {}

    /**
     * Who was found, with a way to subscriptions that no user's page leads to.
     *
     * @param more whether there are more of them
     */
    public record Hit(UsersFound.Found found, List<String> subscriptions, boolean more) {}

    private final Pages pages;
    private final CoreUsers users;
    private final CoreSubscriptions subscriptions;

    CustomersPage(Pages pages, CoreUsers users, CoreSubscriptions subscriptions) {
        this.pages = pages;
        this.users = users;
        this.subscriptions = subscriptions;
    }

    /** The search. */
    @GET
    @Operation(hidden = true)
    public String search(@QueryParam("q") @Nullable String typed) {
        String query = Pager.filter(typed);
        Search search =
                query == null ? new Search("", false, List.of(), false, List.of()) : ask(query);
        return Templates.customers(pages.of("Customers", "customers"), search).render();
    }

    private Search ask(String query) {
        if (query.length() > FieldChecks.MAX_TEXT) {
            return new Search(query, true, List.of(), false, List.of("No id is as long as this."));
        }
        Lookup lookup = new Lookup();
        Optional<UsersFound> found = lookup.take(users.find(query, SHOWN), "What was searched");
        List<Hit> hits = new ArrayList<>();
        for (UsersFound.Found each : found.map(UsersFound::data).orElse(List.of())) {
            // Only exact matches belong to nobody, so that there are few of them.
            boolean nobodys = each.userId() == null && hits.size() < ASKED;
            hits.add(
                    nobodys && each.customerId() != null
                            ? ofNobody(each, each.customerId(), query, lookup)
                            : new Hit(each, typed(each, query), false));
        }
        return new Search(
                query,
                found.isPresent(),
                hits,
                found.map(UsersFound::more).orElse(false),
                lookup.gaps());
    }

    private static List<String> typed(UsersFound.Found found, String query) {
        return found.by().equals("subscription_id") ? List.of(query) : List.of();
    }

    private Hit ofNobody(UsersFound.Found found, String customerId, String query, Lookup lookup) {
        Optional<SubscriptionPage> page =
                lookup.take(
                        subscriptions.ofCustomer(customerId, SHOWN),
                        "The subscriptions of " + customerId);
        return new Hit(
                found,
                Stream.concat(
                                typed(found, query).stream(),
                                page.map(SubscriptionPage::data).orElse(List.of()).stream()
                                        .map(SubscriptionView::subscriptionId))
                        .distinct()
                        .toList(),
                page.map(SubscriptionPage::next).isPresent());
    }
}
