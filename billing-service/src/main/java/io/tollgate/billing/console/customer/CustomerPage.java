package io.tollgate.billing.console.customer;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import io.tollgate.billing.console.lookup.Lookup;
import io.tollgate.billing.console.page.Page;
import io.tollgate.billing.console.page.Pages;
import io.tollgate.billing.console.session.ConsoleMechanism;
import io.tollgate.billing.console.session.Role;
import io.tollgate.billing.core.CorePayments;
import io.tollgate.billing.core.CoreSubscriptions;
import io.tollgate.billing.core.CoreUsers;
import io.tollgate.contracts.account.Account;
import io.tollgate.contracts.payment.PaymentPage;
import io.tollgate.contracts.payment.PaymentView;
import io.tollgate.contracts.problem.FieldChecks;
import io.tollgate.contracts.quota.NoticePage;
import io.tollgate.contracts.quota.UserNotices;
import io.tollgate.contracts.quota.UserOverrides;
import io.tollgate.contracts.subscription.SubscriptionPage;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** All that is known of one user, on one page. */
@Path("/console/customers/{user_id}")
@Produces(MediaType.TEXT_HTML + "; charset=utf-8")
@HttpAuthenticationMechanism(ConsoleMechanism.SCHEME)
@RolesAllowed(Role.MAY_LOOK)
public class CustomerPage {

    /** Stripe allows 500 running ones; a page of more than these helps nobody. */
    private static final int SUBSCRIPTIONS = 50;

    private static final int PAYMENTS = 10;
    private static final int NOTICES = 10;

    @CheckedTemplate(basePath = "console")
    static class Templates {
        static native TemplateInstance customer(Page page, Known known);
    }

    /**
     * What is known.
     *
     * @param customerId null while the user is linked to none
     * @param linkedAt Unix seconds
     * @param gone whether Stripe has deleted the customer
     * @param moreSubscriptions whether there are more than are shown
     * @param plan null if core does not tell
     * @param gaps what cannot be shown
     */
    public record Known(
            String userId,
            @Nullable String customerId,
            @Nullable Long linkedAt,
            boolean gone,
            List<SubscriptionLine> subscriptions,
            boolean moreSubscriptions,
            @Nullable PlanPart plan,
            List<OverrideLine> overrides,
            List<PaymentView> payments,
            List<NoticeLine> notices,
            List<String> gaps) {

        /** What can be asked about; empty if core does not tell. */
        public List<String> resources() {
            return plan == null ? List.of() : plan.names();
        }
    }

    /**
     * A notice.
     *
     * @param details JSON
     * @param raisedAt Unix seconds
     */
    public record NoticeLine(String kind, String details, Long raisedAt) {

        static NoticeLine of(NoticePage.Notice notice) {
            return new NoticeLine(notice.kind(), notice.details().toString(), notice.raisedAt());
        }
    }

    private final Pages pages;
    private final CoreUsers users;
    private final CoreSubscriptions subscriptions;
    private final CorePayments payments;

    CustomerPage(
            Pages pages, CoreUsers users, CoreSubscriptions subscriptions, CorePayments payments) {
        this.pages = pages;
        this.users = users;
        this.subscriptions = subscriptions;
        this.payments = payments;
    }

    /** The page. */
    @GET
    @Operation(hidden = true)
    public String show(@PathParam("user_id") String userId) {
        FieldChecks checks = new FieldChecks();
        checks.text("user_id", userId);
        checks.throwIfAny();
        return Templates.customer(pages.of("Customer " + userId, "customers"), known(userId))
                .render();
    }

    private Known known(String userId) {
        Lookup lookup = new Lookup();
        Optional<Account> account = lookup.take(users.account(userId), "The account");
        Optional<SubscriptionPage> held =
                account.flatMap(
                        linked ->
                                lookup.take(
                                        subscriptions.ofCustomer(
                                                linked.customerId(), SUBSCRIPTIONS),
                                        "The subscriptions"));
        Optional<PlanPart> plan =
                lookup.take(users.summary(userId), "Plan, limits and usage").map(PlanPart::of);
        Optional<UserOverrides> overrides =
                lookup.take(users.overrides(userId), "What limits were set by hand");
        Optional<PaymentPage> paid =
                lookup.take(payments.history(of(userId), null, PAYMENTS), "The payments");
        Optional<UserNotices> notices = lookup.take(users.notices(userId, NOTICES), "The notices");
        return new Known(
                userId,
                account.map(Account::customerId).orElse(null),
                account.map(Account::createdAt).orElse(null),
                account.map(Account::gone).orElse(false),
                held.map(SubscriptionPage::data).orElse(List.of()).stream()
                        .map(SubscriptionLine::of)
                        .toList(),
                held.map(page -> page.next() != null).orElse(false),
                plan.orElse(null),
                overrides.map(UserOverrides::data).orElse(List.of()).stream()
                        .map(OverrideLine::of)
                        .toList(),
                paid.map(PaymentPage::data).orElse(List.of()),
                notices.map(UserNotices::data).orElse(List.of()).stream()
                        .map(NoticeLine::of)
                        .toList(),
                lookup.gaps());
    }

    private static CorePayments.Wanted of(String userId) {
        return new CorePayments.Wanted(userId, null, null, null, false, null, null);
    }
}
