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
import io.tollgate.contracts.payment.PaymentChangePage;
import io.tollgate.contracts.payment.PaymentDetail;
import io.tollgate.contracts.problem.FieldChecks;
import io.tollgate.contracts.problem.ProblemCode;
import io.tollgate.contracts.problem.ProblemException;
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

/** One payment: its order, every try to pay that, refunds, disputes, and what became of it. */
@Path("/console/payments/{payment_intent_id}")
@Produces(MediaType.TEXT_HTML + "; charset=utf-8")
@HttpAuthenticationMechanism(ConsoleMechanism.SCHEME)
@RolesAllowed(Role.MAY_LOOK)
public class OnePaymentPage {

    @CheckedTemplate(basePath = "console")
    static class Templates {
        static native TemplateInstance payment(Page page, Known known, Pager pager);
    }

    /**
     * What is known.
     *
     * @param payment the payment
     * @param detail its order and attempts
     * @param changes newest first
     * @param gaps what cannot be shown
     */
    public record Known(
            PaymentLine payment,
            PaymentDetail detail,
            List<PaymentChangePage.PaymentChange> changes,
            List<String> gaps) {}

    private final Pages pages;
    private final CorePayments payments;

    OnePaymentPage(Pages pages, CorePayments payments) {
        this.pages = pages;
        this.payments = payments;
    }

    /** The page. */
    @GET
    @Operation(hidden = true)
    public String show(
            @PathParam("payment_intent_id") String intent, @QueryParam("at") @Nullable String at) {
        FieldChecks checks = new FieldChecks();
        checks.text("payment_intent_id", intent);
        checks.throwIfAny();
        Long number = Pager.number(at);
        String before = number == null ? null : number.toString();
        Lookup lookup = new Lookup();
        Optional<PaymentDetail> detail = lookup.take(payments.one(intent), "The payment");
        if (detail.isEmpty()) {
            throw new ProblemException(
                    ProblemCode.NOT_FOUND, "core-service knows no such payment of an order.");
        }
        Optional<PaymentChangePage> changes =
                lookup.take(
                        payments.changes(intent, before, Pager.SIZE),
                        "Order, attempts and what became of it");
        Known known =
                new Known(
                        PaymentLine.of(detail.get().payment()),
                        detail.get(),
                        changes.map(PaymentChangePage::data).orElse(List.of()),
                        lookup.gaps());
        return Templates.payment(
                        pages.of("Payment " + intent, "payments"),
                        known,
                        Pager.of(
                                "/console/payments/" + Pages.encoded(intent),
                                Map.of(),
                                before,
                                changes.map(PaymentChangePage::next).orElse(null)))
                .render();
    }
}
