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
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** What was paid, newest first. */
@Path("/console/payments")
@Produces(MediaType.TEXT_HTML + "; charset=utf-8")
@HttpAuthenticationMechanism(ConsoleMechanism.SCHEME)
@RolesAllowed(Role.MAY_LOOK)
public class PaymentsPage {

    private static final String PATH = "/console/payments";

    @CheckedTemplate(basePath = "console")
    static class Templates {
        static native TemplateInstance payments(
                Page page, PaymentFilter filter, Shown shown, Pager pager);
    }

    /**
     * What is shown.
     *
     * @param csv where the same is to be had as a file
     * @param rows the most a file has
     * @param problems what cannot be shown, or asked
     */
    public record Shown(
            List<PaymentLine> payments, String csv, Integer rows, List<String> problems) {}

    private final Pages pages;
    private final CorePayments payments;

    PaymentsPage(Pages pages, CorePayments payments) {
        this.pages = pages;
        this.payments = payments;
    }

    /** A page of them. */
    @GET
    @Operation(hidden = true)
    public Response list(@Context UriInfo uri) {
        PaymentFilter filter = PaymentFilter.of(uri.getQueryParameters());
        String at = Pager.filter(uri.getQueryParameters().getFirst("at"));
        List<String> problems = filter.problems();
        if (!problems.isEmpty()) {
            return page(filter, shown(List.of(), filter, problems), new Pager(null, null), 400);
        }
        Lookup lookup = new Lookup();
        Optional<PaymentPage> found =
                lookup.take(payments.history(filter.wanted(), at, Pager.SIZE), "The payments");
        List<PaymentLine> lines =
                found.map(PaymentPage::data).orElse(List.of()).stream()
                        .map(PaymentLine::of)
                        .toList();
        return page(
                filter,
                shown(lines, filter, lookup.gaps()),
                Pager.of(PATH, filter.filters(), at, found.map(PaymentPage::next).orElse(null)),
                200);
    }

    private static Shown shown(
            List<PaymentLine> lines, PaymentFilter filter, List<String> problems) {
        // Where the first page would be, with another path.
        Pager files = Pager.of(PATH + ".csv", filter.filters(), "", null);
        String csv = files.first() == null ? PATH + ".csv" : files.first();
        return new Shown(lines, csv, PaymentsFile.MAX_ROWS, problems);
    }

    private Response page(PaymentFilter filter, Shown shown, Pager pager, int status) {
        Page page = pages.of("Payments", "payments");
        return Response.status(status)
                .entity(Templates.payments(page, filter, shown, pager).render())
                .build();
    }
}
