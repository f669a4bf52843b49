package io.tollgate.billing.console.payment;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import io.tollgate.billing.console.lookup.Lookup;
import io.tollgate.billing.console.page.Page;
import io.tollgate.billing.console.page.Pager;
import io.tollgate.billing.console.page.Pages;
import io.tollgate.billing.console.session.ConsoleMechanism;
import io.tollgate.billing.console.session.Role;
import io.tollgate.billing.core.CorePayments;
import io.tollgate.contracts.payment.PaymentPage;
import io.tollgate.contracts.payment.PaymentReviews;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** Payments that a person has to look at, why, and what to do. */
@Path("/console/reviews")
@Produces(MediaType.TEXT_HTML + "; charset=utf-8")
@HttpAuthenticationMechanism(ConsoleMechanism.SCHEME)
@RolesAllowed(Role.MAY_LOOK)
public class ReviewsPage {

    private static final CorePayments.Wanted IN_REVIEW =
            new CorePayments.Wanted(null, null, null, null, true, null, null);

    @CheckedTemplate(basePath = "console")
    static class Templates {
        static native TemplateInstance reviews(Page page, Shown shown, Pager pager);
    }

    /**
     * What is shown.
     *
     * @param waiting how many there are; null if core does not tell
     * @param reasons how many for each reason
     * @param gaps what cannot be shown
     */
    public record Shown(
            @Nullable Long waiting,
            List<Count> reasons,
            List<PaymentLine> payments,
            List<String> gaps) {}

    /** How many payments are under review for a reason. */
    public record Count(ReviewWords words, Long payments) {}

    private final Pages pages;
    private final CorePayments payments;

    ReviewsPage(Pages pages, CorePayments payments) {
        this.pages = pages;
        this.payments = payments;
    }

    /** The list. */
    @GET
    @Operation(hidden = true)
    public String list(@QueryParam("at") @Nullable String at) {
        String before = Pager.filter(at);
        Lookup lookup = new Lookup();
        Optional<PaymentPage> found =
                lookup.take(payments.history(IN_REVIEW, before, Pager.SIZE), "The payments");
        Optional<PaymentReviews> counted = lookup.take(payments.reviews(), "How many there are");
        Shown shown =
                new Shown(
                        counted.map(PaymentReviews::waiting).orElse(null),
                        counted.map(PaymentReviews::byReason).orElse(Map.of()).entrySet().stream()
                                .map(ReviewsPage::count)
                                .toList(),
                        found.map(PaymentPage::data).orElse(List.of()).stream()
                                .map(PaymentLine::of)
                                .toList(),
                        lookup.gaps());
        return Templates.reviews(
                        pages.of("Payments under review", "reviews"),
                        shown,
                        Pager.of(
                                "/console/reviews",
                                Map.of(),
                                before,
                                found.map(PaymentPage::next).orElse(null)))
                .render();
    }

    private static Count count(Map.Entry<String, Long> each) {
        return new Count(ReviewWords.of(each.getKey()), each.getValue());
    }
}
