package io.tollgate.billing.console.payment;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import io.tollgate.billing.console.lookup.Lookup;
import io.tollgate.billing.console.page.Page;
import io.tollgate.billing.console.page.Pages;
import io.tollgate.billing.console.page.Words;
import io.tollgate.billing.console.session.ConsoleMechanism;
import io.tollgate.billing.console.session.Form;
import io.tollgate.billing.console.session.Here;
import io.tollgate.billing.console.session.Role;
import io.tollgate.billing.core.CorePayments;
import io.tollgate.billing.core.Look;
import io.tollgate.contracts.payment.PaymentDetail;
import io.tollgate.contracts.payment.ReviewDismissed;
import io.tollgate.contracts.problem.FieldChecks;
import io.tollgate.contracts.problem.ProblemCode;
import io.tollgate.contracts.problem.ProblemException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** Where an operator ends the review of a payment by hand: form, confirmation, done. */
@Path("/console/payments/{payment_intent_id}/review")
@Produces(MediaType.TEXT_HTML + "; charset=utf-8")
@HttpAuthenticationMechanism(ConsoleMechanism.SCHEME)
@RolesAllowed(Role.MAY_ACT)
public class ReviewPages {

    @CheckedTemplate(basePath = "console")
    static class Templates {
        static native TemplateInstance review(
                Page page, ReviewWish wish, @Nullable PaymentDetail detail, List<String> problems);

        static native TemplateInstance reviewConfirm(
                Page page, ReviewWish wish, @Nullable PaymentDetail detail, List<String> problems);
    }

    private final Pages pages;
    private final Here here;
    private final CorePayments payments;
    private final ReviewDesk desk;

    ReviewPages(Pages pages, Here here, CorePayments payments, ReviewDesk desk) {
        this.pages = pages;
        this.here = here;
        this.payments = payments;
        this.desk = desk;
    }

    /** The form. */
    @GET
    @Operation(hidden = true)
    public Response form(@PathParam("payment_intent_id") String intent) {
        PaymentDetail detail = detail(intent);
        return form(
                new ReviewWish(checked(intent), "", "").of(detail.payment()),
                detail,
                List.of(),
                200);
    }

    private Response form(
            ReviewWish wish, @Nullable PaymentDetail detail, List<String> problems, int status) {
        return Response.status(status)
                .entity(Templates.review(frame(), wish, detail, problems).render())
                .build();
    }

    /** What exactly will happen. */
    @POST
    @Form
    @RolesAllowed(Role.MAY_ACT)
    @Path("confirm")
    @Operation(hidden = true)
    public Response confirm(
            @PathParam("payment_intent_id") String intent,
            @FormParam("seen") @Nullable String seen,
            @FormParam("note") @Nullable String note) {
        ReviewWish wish = ReviewWish.typed(checked(intent), seen, note);
        PaymentDetail detail = known(intent);
        if (detail != null && wish.differs(detail.payment())) {
            return form(
                    wish.of(detail.payment()),
                    detail,
                    List.of("The reasons have changed since you saw them. These are those of now."),
                    409);
        }
        List<String> problems = wish.problems();
        return problems.isEmpty()
                ? confirmation(wish, detail, List.of(), 200)
                : form(wish, detail, problems, 400);
    }

    private Response confirmation(
            ReviewWish wish, @Nullable PaymentDetail detail, List<String> problems, int status) {
        return Response.status(status)
                .entity(Templates.reviewConfirm(frame(), wish, detail, problems).render())
                .build();
    }

    /** Ends it; core judges whether it is what was seen. */
    @POST
    @Form
    @RolesAllowed(Role.MAY_ACT)
    @Operation(hidden = true)
    public Response end(
            @PathParam("payment_intent_id") String intent,
            @FormParam("seen") @Nullable String seen,
            @FormParam("note") @Nullable String note)
            throws SQLException {
        ReviewWish wish = ReviewWish.typed(checked(intent), seen, note);
        List<String> problems = wish.problems();
        if (!problems.isEmpty()) {
            return form(wish, known(intent), problems, 400);
        }
        try {
            return pages.done(
                    "/console/payments/" + Pages.encoded(intent),
                    said(desk.end(here.operator(), wish)));
        } catch (ProblemException e) {
            return refused(wish, known(intent), e);
        }
    }

    /** What was typed stays, whatever is wrong. */
    private Response refused(ReviewWish wish, @Nullable PaymentDetail now, ProblemException e) {
        List<String> problems = List.of(e.problem().detail());
        int status = e.problem().status();
        return now != null && e.problem().code() == ProblemCode.REVIEW_CHANGED
                ? form(wish.of(now.payment()), now, problems, status)
                : confirmation(wish, now, problems, status);
    }

    private static String said(ReviewDismissed made) {
        if (made.outcome().equals(ReviewDismissed.UNCHANGED)) {
            return "The review had been ended before; the note of then is kept.";
        }
        String status = made.orderStatus();
        return status == null
                ? "The review is ended."
                : "The review is ended. The order is %s.".formatted(Words.spaced(status));
    }

    private Page frame() {
        return pages.of("End a review", "reviews");
    }

    private PaymentDetail detail(String intent) {
        return new Lookup()
                .take(payments.one(checked(intent)), "The payment")
                .orElseThrow(
                        () ->
                                new ProblemException(
                                        ProblemCode.NOT_FOUND,
                                        "core-service knows no such payment of an order."));
    }

    /** What core knows of it; null if it does not tell, which must not lose what was typed. */
    private @Nullable PaymentDetail known(String intent) {
        return payments.one(intent) instanceof Look.Seen<PaymentDetail>(PaymentDetail detail)
                ? detail
                : null;
    }

    private static String checked(String intent) {
        FieldChecks checks = new FieldChecks();
        checks.text("payment_intent_id", intent);
        checks.throwIfAny();
        return intent;
    }
}
